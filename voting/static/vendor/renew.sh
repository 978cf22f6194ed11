#!/bin/sh
# Builds the vendored modules again from their pinned releases: sh renew.sh
# Needs node and npm with access to a package index; everything happens in a temporary folder.
# To move to a newer release change one of the versions, run this, run the tests, and read the diff of
# vendor.json. docs/vendored-javascript.md says why these and what to look at.
set -eu

CIPHERS='@noble/ciphers@1.3.0'
CURVES='@noble/curves@1.9.7'
HASHES='@noble/hashes@1.8.0'
WORDS='@scure/bip39@1.6.0'
QR='uqr@0.1.3'
BUNDLER='esbuild@0.28.2'

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
  "$CIPHERS" "$CURVES" "$HASHES" "$WORDS" "$QR" "$BUNDLER"

cat > noble.js <<'MODULE'
export { ed25519, x25519 } from "@noble/curves/ed25519";
export { sha256, sha384 } from "@noble/hashes/sha2";
export { hkdf, extract, expand } from "@noble/hashes/hkdf";
export { hmac } from "@noble/hashes/hmac";
export { chacha20poly1305 } from "@noble/ciphers/chacha";
MODULE
echo 'export { wordlist } from "@scure/bip39/wordlists/simplified-chinese";' > words.js
echo 'export { encode } from "uqr";' > qr.js

# One module: its name, the packages in it, one line that says what it is for.
bundle() {
  name=$1; packages=$2; purpose=$3
  npx --no-install esbuild "$name.js" --bundle --minify --format=esm --target=es2020 \
    --charset=utf8 --legal-comments=none --log-level=warning --outfile="out/$name.js" \
    --banner:js="/* $purpose
 * $packages
 * Built by renew.sh, not to be edited; licences in LICENCES, checksums in vendor.json. */"
  cp "out/$name.js" "$here/$name.js"
}

bundle noble "$CURVES, $HASHES, $CIPHERS (MIT, Paul Miller)" \
  'Ed25519, X25519, SHA-2, HKDF, HMAC, ChaCha20-Poly1305'
bundle words "$WORDS (MIT, Patricio Palladino, Paul Miller)" \
  'BIP-39 word list, simplified Chinese: 2048 characters'
bundle qr "$QR (MIT, Project Nayuki, Anthony Fu)" 'QR code from text'

cat > describe.js <<'SCRIPT'
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const here = process.argv[2];
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const inside = {
  "noble.js": ["@noble/curves", "@noble/hashes", "@noble/ciphers"],
  "words.js": ["@scure/bip39"],
  "qr.js": ["uqr"],
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
const built = { name: "esbuild", version: lock["node_modules/esbuild"].version, target: "es2020" };
writeFileSync(`${here}/vendor.json`, JSON.stringify({ files, built_with: built }, null, 2) + "\n");

const licences = Object.values(inside).flat().sort().map((name) => {
  const text = readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim();
  return `${name} ${about(name).version}\n${"=".repeat(72)}\n\n${text}\n`;
});
writeFileSync(`${here}/LICENCES`, licences.join("\n\n"));
SCRIPT
node describe.js "$here"
echo "renewed: $(cd "$here" && ls noble.js words.js qr.js vendor.json LICENCES | tr '\n' ' ')"
