// Packs the program of a release: pack.mjs FOLDER, the one that cargo-leptos has filled. It splits the program into some
// seventy files, so that no page fetches what only another needs; a browser compresses and asks for each by itself.
// Here they become one pack for what every page needs (the house) and one for each part, with what the house and the
// packs before it do not hold; frontend/loader.js reads them. packs.json tells the server which packs a part needs.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { shorten } from "./short-imports.mjs";

// Parts that are only ever shown over a board.
const OVER_BOARD = ["panel", "views", "plan", "foresee"];

const folder = process.argv[2];
const names = readdirSync(folder);
const named = (pattern) => {
  const found = names.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`${folder} has ${found.length} files like ${pattern}`);
  return found[0];
};
const changed = new Map();
const read = (name) => changed.get(name) ?? readFileSync(join(folder, name));

const program = named(/^atrium\.[\w-]+\.wasm$/);
const script = named(/^atrium\.[\w-]+\.js$/);
const oldLoader = named(/^__wasm_split\.[\w-]+\.js$/);
const oldList = named(/^__wasm_split_manifest\.[\w-]+\.json$/);

const parts = JSON.parse(read(oldList));
const partOf = (short) => {
  const found = Object.keys(parts).find((part) => part.replace(/_\d+$/, "") === short);
  if (!found) throw new Error(`there is no part ${short}`);
  return found;
};
const file = (name) => `${name}.wasm`;
// Names without the hash: a pack has one of its own, and what can not be compressed is left out.
const plain = (name) => name.replace(/\.[\w-]+$/, "");

const hashOf = (...contents) => {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("base64url").slice(0, 22);
};

/** The sheet without its layer "later", and that layer. Their order stays what it was in the one. */
function split(sheet) {
  const from = sheet.indexOf("@layer later{");
  let to = sheet.indexOf("{", from) + 1;
  for (let depth = 1; depth; to += 1) depth += { "{": 1, "}": -1 }[sheet[to]] ?? 0;
  if (from < 0 || sheet.includes("@layer later{", to)) throw new Error("the style has no layer later, or several");
  return ["@layer base,ui,feature,later,utilities;" + sheet.slice(0, from) + sheet.slice(to), sheet.slice(from, to)];
}

const short = shorten(read(program), String(read(script)), "./atrium_bg.js", "a");
changed.set(program, short.program);

/** Writes a file under a name with the hash of its content, compressed too, and returns the name. */
function write(stem, kind, content) {
  const name = `${stem}.${hashOf(content)}.${kind}`;
  writeFileSync(join(folder, name), content);
  compress(name, content);
  return name;
}

function compress(name, content) {
  const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params }));
  writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
}

function pack(stem, files) {
  const contents = files.map(read);
  const list = Buffer.from(JSON.stringify(files.map((name, at) => [plain(name.slice(0, -5)), contents[at].length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  return write(stem, "pack", Buffer.concat([length, list, ...contents]));
}

const board = partOf("board");
const shared = parts[board].filter((name) => parts[partOf("pages")].includes(name));
const house = pack("house", [program, ...shared.map(file)]);
const packs = {};
for (const part of [board, ...Object.keys(parts).filter((part) => part !== board)]) {
  const short = part.replace(/_\d+$/, "");
  const before = OVER_BOARD.includes(short) ? [...shared, ...parts[board]] : shared;
  const own = pack(short, parts[part].filter((name) => !before.includes(name)).map(file));
  packs[part] = OVER_BOARD.includes(short) ? [...packs[board], own] : [own];
}

const [style, later] = split(String(read(named(/^atrium\.[\w-]+\.css$/)))).map((sheet, at) =>
  write(["style", "later"][at], "css", Buffer.from(sheet)));

// The loader and the script that wasm-bindgen made import each other; the hash of both is that of all they lead to.
const loaderSource = readFileSync(new URL("../../frontend/loader.js", import.meta.url));
const hash = hashOf(short.script, loaderSource, JSON.stringify({ house, packs, later }));
const newScript = `atrium.${hash}.js`;
const newLoader = `loader.${hash}.js`;

const loader = [
  `import init, { hydrate } from "./${newScript}";`,
  `const PROGRAM = ${JSON.stringify(plain(program.slice(0, -5)))};`,
  `const HOUSE = ${JSON.stringify(house)};`,
  `const PARTS = ${JSON.stringify(packs)};`,
  `const BOARD = ${JSON.stringify(board)};`,
  `const LATER = ${JSON.stringify(later)};`,
  String(loaderSource).replace(/^\s*\/\/.*\n/gm, "").replace(/\/\*\*[^]*?\*\//g, ""),
  ...Object.keys(parts).map((part) =>
    `export const __wasm_split_load_${part} = (callback, data) => load("${part}", callback, data);`),
].join("\n").replace(/\n\s*/g, "\n");
// The program knows the old name too, as that of a module it imports from; only where it is fetched from changes.
const glue = short.script.replaceAll(new RegExp(`from"\\./${oldLoader}"`, "g"), `from"./${newLoader}"`);
if (glue === short.script) throw new Error(`${script} does not import ${oldLoader}`);

for (const [name, content] of [[newLoader, loader], [newScript, glue]]) {
  writeFileSync(join(folder, name), content);
  compress(name, Buffer.from(content));
}
writeFileSync(join(folder, "packs.json"), JSON.stringify({ loader: newLoader, script: newScript, house, style, later, parts: packs }));

const gone = new Set([program, script, oldLoader, oldList, ...Object.values(parts).flat().map(file)]);
for (const name of names) {
  if (gone.has(name.replace(/\.(?:br|gz)$/, "")) || /\.d\.[\w-]+\.ts|\.wasm\.d\./.test(name)) rmSync(join(folder, name));
}
const size = (name) => readFileSync(join(folder, `${name}.br`)).length;
console.log(`   house ${size(house)}, board ${size(packs[board].at(-1))} bytes compressed, ${Object.keys(packs).length} parts`);
