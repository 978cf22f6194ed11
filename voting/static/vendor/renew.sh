#!/bin/sh
# Builds the vendored modules again from their pinned releases: sh renew.sh
# Needs node and npm with access to a package index; everything happens in a temporary folder.
# To move to a newer release change one of the versions, run this, run the tests, and read the diff
# of vendor.json. docs/vendored-javascript.md says why these and what to look at.
set -eu

CIPHERS='@noble/ciphers@1.3.0'
CURVES='@noble/curves@1.9.7'
HASHES='@noble/hashes@1.8.0'
WORDS='@scure/bip39@1.6.0'
BUNDLER='rollup@4.68.7'
RESOLVER='@rollup/plugin-node-resolve@16.0.3'
MINIFIER='terser@5.51.2'

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
  "$CIPHERS" "$CURVES" "$HASHES" "$WORDS" "$BUNDLER" "$RESOLVER" "$MINIFIER"

cat > noble.js <<'MODULE'
export { ed25519, x25519 } from "@noble/curves/ed25519";
export { sha256, sha384 } from "@noble/hashes/sha2";
export { expand, extract, hkdf } from "@noble/hashes/hkdf";
export { chacha20poly1305 } from "@noble/ciphers/chacha";
MODULE

# Without side effects of modules: what is not exported above (ristretto, other hashes) stays out.
cat > rollup.config.js <<'MODULE'
import resolve from "@rollup/plugin-node-resolve";
export default {
  input: "noble.js",
  output: { file: "bundle.js", format: "es" },
  plugins: [resolve()],
  treeshake: { moduleSideEffects: false, propertyReadSideEffects: false },
};
MODULE

# The list alone, without the line breaks that a compressor cannot make small.
cat > list.js <<'MODULE'
import { wordlist } from "@scure/bip39/wordlists/simplified-chinese";
console.log(`export const wordlist = Array.from("${wordlist.join("")}");`);
MODULE

# One module: its name, what it is for, the packages in it. Standard input is its content.
ship() {
  printf '/* %s\n * %s\n * Built by renew.sh, not to be edited; licences in LICENCES, checksums in vendor.json. */\n' \
    "$2" "$3" > "$here/$1"
  cat >> "$here/$1"
}

npx --no-install rollup --config --silent
npx --no-install terser bundle.js --module --ecma 2020 --compress passes=3 --mangle > bundle.min.js
ship noble.js 'Ed25519, X25519, SHA-2, HKDF, ChaCha20-Poly1305' \
  "$CURVES, $HASHES, $CIPHERS (MIT, Paul Miller)" < bundle.min.js
node list.js > list.min.js
ship words.js 'BIP-39 word list, simplified Chinese: 2048 characters' \
  "$WORDS (MIT, Patricio Palladino, Paul Miller)" < list.min.js

cat > describe.js <<'SCRIPT'
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const here = process.argv[2];
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const inside = {
  "noble.js": ["@noble/curves", "@noble/hashes", "@noble/ciphers"],
  "words.js": ["@scure/bip39"],
};
const about = (name) => {
  const said = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return {
    name,
    version: said.version,
    licence: said.license,
    source: said.repository.url.replace(/^git\+/, "").replace(/\.git$/, ""),
    integrity: lock[`node_modules/${name}`].integrity,
  };
};
const checksum = (file) => createHash("sha256").update(readFileSync(`${here}/${file}`)).digest("hex");
const files = Object.keys(inside).map((file) => ({
  file, sha256: checksum(file), packages: inside[file].map(about),
}));
const tools = ["rollup", "@rollup/plugin-node-resolve", "terser"];
const built_with = tools.map((name) => ({ name, version: lock[`node_modules/${name}`].version }));
writeFileSync(`${here}/vendor.json`, JSON.stringify({ files, built_with }, null, 2) + "\n");

const licences = Object.values(inside).flat().sort().map((name) => {
  const text = readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim();
  return `${name} ${about(name).version}\n${"=".repeat(72)}\n\n${text}\n`;
});
writeFileSync(`${here}/LICENCES`, licences.join("\n\n"));
SCRIPT
node describe.js "$here"
echo "renewed: noble.js words.js vendor.json LICENCES"
