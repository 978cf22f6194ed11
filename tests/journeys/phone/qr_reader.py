"""A reader for the one size of QR code that phones draw, written from the standard alone."""

SIZE = 33
MASKS = (
    lambda x, y: (x + y) % 2 == 0,
    lambda x, y: y % 2 == 0,
    lambda x, y: x % 3 == 0,
    lambda x, y: (x + y) % 3 == 0,
    lambda x, y: (x // 3 + y // 2) % 2 == 0,
    lambda x, y: x * y % 2 + x * y % 3 == 0,
    lambda x, y: (x * y % 2 + x * y % 3) % 2 == 0,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2 == 0,
)


def mask_of(modules: list[list[int]]) -> int:
    """Read the format of a QR code: it must say level M, and says which mask was used."""
    beside = [modules[8][SIZE - 1 - i] for i in range(8)]
    below = [modules[SIZE - 15 + i][8] for i in range(8, 15)]
    said = sum(bit << i for i, bit in enumerate(beside + below)) ^ 0x5412
    level, mask = said >> 13, said >> 10 & 7
    assert level == 0
    return mask


def read_version_4(modules: list[list[int]]) -> str:
    """Read the text of a QR code of version 4, level M, as any scanner does (no error repair)."""
    stream = unmasked(modules, mask_of(modules))
    codewords = [int(bits, 2) for bits in chunks(stream, 8)]
    # Two blocks of 32 data codewords lie interleaved; correction codewords follow them.
    data = codewords[0:64:2] + codewords[1:64:2]
    stream = "".join(f"{codeword:08b}" for codeword in data)
    assert stream[:4] == "0100"  # byte mode
    length = int(stream[4:12], 2)
    return bytes(int(bits, 2) for bits in chunks(stream[12 : 12 + 8 * length], 8)).decode()


def chunks(stream: str, size: int) -> list[str]:
    return [stream[start : start + size] for start in range(0, len(stream) // size * size, size)]


def unmasked(modules: list[list[int]], mask: int) -> str:
    """The data modules in the order of reading: pairs of columns from the right, up and down."""
    flipped = MASKS[mask]
    found = []
    columns = [column for column in range(SIZE - 1, 0, -2) if column > 6]
    columns += [5, 3, 1]
    for turn, right in enumerate(columns):
        rows = range(SIZE) if turn % 2 else range(SIZE - 1, -1, -1)
        for y in rows:
            pair = [x for x in (right, right - 1) if not belongs_to_a_pattern(x, y)]
            found += [str(modules[y][x] ^ flipped(x, y)) for x in pair]
    return "".join(found)


def belongs_to_a_pattern(x: int, y: int) -> bool:
    corners = (x < 9 and y < 9) or (x > SIZE - 9 and y < 9) or (x < 9 and y > SIZE - 9)
    return corners or 6 in (x, y) or (24 <= x <= 28 and 24 <= y <= 28)
