// The one QR code a voter keeps: version 4, level M, byte mode (ISO/IEC 18004), which holds up to 62
// bytes. The saved text always has 51, so nothing else is ever needed.

const SIZE = 33;
const DATA = 64;
const BLOCKS = 2;
const CORRECTION = 18;
const CAPACITY = 62;
const FORMAT_MASK = 0x5412;
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The product of two numbers of GF(256) with the polynomial 0x11d. */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

/** The correction codewords of a block: its remainder by the generator (x - 1)(x - 2)(x - 4)… */
function correction(block) {
  let generator = [1];
  for (let i = 0, root = 1; i < CORRECTION; i += 1, root = times(root, 2)) {
    generator = generator.concat(0).map((value, at) => value ^ (at ? times(generator[at - 1], root) : 0));
  }
  const rest = Array.from(block).concat(new Array(CORRECTION).fill(0));
  for (let i = 0; i < block.length; i += 1) {
    const factor = rest[i];
    generator.forEach((value, at) => {
      rest[i + at] ^= times(value, factor);
    });
  }
  return rest.slice(block.length);
}

function codewordsOf(bytes) {
  const bits = [4, bytes.length >> 4, bytes.length & 15].concat(...Array.from(bytes, (byte) => [byte >> 4, byte & 15]), 0);
  const data = [];
  for (let i = 0; i < bits.length; i += 2) data.push((bits[i] << 4) | bits[i + 1]);
  for (let pad = 0xec; data.length < DATA; pad ^= 0xfd) data.push(pad);
  const length = DATA / BLOCKS;
  const blocks = [data.slice(0, length), data.slice(length)];
  const mixed = ([one, other]) => one.reduce((all, value, at) => all.concat(value, other[at]), []);
  return mixed(blocks).concat(mixed(blocks.map(correction)));
}

/** Whether a place belongs to a pattern and holds no data. */
function isFixed(x, y) {
  const far = SIZE - 9;
  if ((x < 9 && y < 9) || (x > far && y < 9) || (x < 9 && y > far)) return true;
  return x === 6 || y === 6 || (Math.abs(x - 26) <= 2 && Math.abs(y - 26) <= 2);
}

function drawPatterns(rows, mask) {
  const ring = (cx, cy, reach, dark) => {
    for (let y = Math.max(0, cy - reach); y <= Math.min(SIZE - 1, cy + reach); y += 1) {
      for (let x = Math.max(0, cx - reach); x <= Math.min(SIZE - 1, cx + reach); x += 1) {
        rows[y][x] = Number(dark(Math.max(Math.abs(x - cx), Math.abs(y - cy))));
      }
    }
  };
  for (let i = 8; i < SIZE - 8; i += 1) rows[6][i] = rows[i][6] = (i + 1) % 2;
  for (const [x, y] of [[3, 3], [SIZE - 4, 3], [3, SIZE - 4]]) ring(x, y, 4, (d) => d !== 2 && d !== 4);
  ring(26, 26, 2, (d) => d !== 1);
  let rest = mask;
  for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const format = ((mask << 10) | rest) ^ FORMAT_MASK; // level M is 00
  for (let i = 0; i < 15; i += 1) {
    const bit = (format >> i) & 1;
    if (i < 8) rows[8][SIZE - 1 - i] = rows[i + (i > 5)][8] = bit;
    else rows[SIZE - 15 + i][8] = rows[8][i === 8 ? 7 : 14 - i] = bit;
  }
  rows[SIZE - 8][8] = 1;
}

function drawData(rows, codewords, mask) {
  let at = 0;
  let up = true;
  for (let right = SIZE - 1; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
    for (let i = 0; i < SIZE; i += 1) {
      const y = up ? SIZE - 1 - i : i;
      for (const x of [right, right - 1].filter((place) => !isFixed(place, y))) {
        const bit = (codewords[at >> 3] >> (7 - (at & 7))) & 1; // past the end: 0
        rows[y][x] = bit ^ Number(MASKS[mask](x, y) === 0);
        at += 1;
      }
    }
  }
}

/** How hard a drawing is to read; the mask with the least is taken. */
function penalty(rows) {
  const across = rows.map((row) => row.join(""));
  const down = across.map((line, x) => rows.map((row) => row[x]).join(""));
  let sum = 0;
  for (const line of across.concat(down)) {
    for (const run of line.match(/0{5,}|1{5,}/g) || []) sum += run.length - 2;
    sum += 40 * (line.match(/(?=10111010000|00001011101)/g) || []).length;
  }
  for (let y = 1; y < SIZE; y += 1) {
    for (let x = 1; x < SIZE; x += 1) {
      const four = rows[y][x] + rows[y - 1][x] + rows[y][x - 1] + rows[y - 1][x - 1];
      if (four % 4 === 0) sum += 3;
    }
  }
  const share = across.join("").replace(/0/g, "").length / (SIZE * SIZE);
  return sum + 10 * Math.floor(Math.abs(share * 20 - 10));
}

function drawn(codewords, mask) {
  const rows = Array.from({ length: SIZE }, () => new Array(SIZE).fill(0));
  drawPatterns(rows, mask);
  drawData(rows, codewords, mask);
  return rows;
}

/** The rows of modules, dark 1 and light 0, without the quiet border; throws where too long. */
export function qrRows(bytes) {
  if (bytes.length > CAPACITY) throw new Error("too long for this QR code");
  const codewords = codewordsOf(bytes);
  const tries = MASKS.map((unused, mask) => drawn(codewords, mask));
  return tries.reduce((best, rows) => (penalty(rows) < penalty(best) ? rows : best));
}
