// Builds the editor: build.mjs [FOLDER] [--watch] [--compress]. Names carry the hash of what they hold; manifest.json
// tells the server which they are, and says what opening the editor adds.

import esbuild from "esbuild";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { shared } from "./bundle.mjs";

/** What opening the editor may add, compressed. */
const BUDGET = 260_000;

/** Stands in what brings the editor until the names of its parts are known. */
const NEEDS = "THE-PARTS-OF-THE-EDITOR";

const here = (path) => new URL(path, import.meta.url).pathname;
const options = process.argv.slice(2);
const folder = options.find((option) => !option.startsWith("--")) ?? here("../../public/editor");
const watch = options.includes("--watch");
const names = { outdir: folder, entryNames: "[name].[hash]", chunkNames: "[name].[hash]", assetNames: "[name].[hash]" };
const common = { ...names, bundle: true, minify: true, metafile: true, logLevel: "warning", target: "es2022" };

const brotli = (content) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
const outputOf = (metafile, entry) =>
  basename(Object.entries(metafile.outputs).find(([, output]) => output.entryPoint?.endsWith(entry))[0]);

/** Of the fonts of the maths only the format that every browser here reads. */
const oneFont = {
  name: "one-font",
  setup: (build) => build.onLoad({ filter: /katex\.min\.css$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8").replace(/,url\([^)]+\.(?:woff|ttf)\) format\("\w+"\)/g, ""),
    loader: "css",
  })),
};

async function styles() {
  const { metafile } = await esbuild.build({
    ...common,
    target: ["chrome120", "firefox120", "safari17.5"],
    entryPoints: { editor: here("style/editor.css"), maths: here("style/maths.css") },
    loader: { ".woff2": "file" },
    plugins: [oneFont],
  });
  return { css: outputOf(metafile, "style/editor.css"), maths: outputOf(metafile, "style/maths.css") };
}

/** A worker is one file: it stands beside the parts, and takes none of them. */
async function worker() {
  const { metafile } = await esbuild.build({ ...common, legalComments: "none", entryPoints: { highlighter: here("src/lazy/highlighter.ts") } });
  return outputOf(metafile, "src/lazy/highlighter.ts");
}

async function scripts(sheets) {
  const highlighter = await worker();
  const { metafile } = await esbuild.build({
    ...common,
    ...shared,
    entryPoints: { open: here("src/open.ts"), editor: here("src/editor.ts"), read: here("src/read.ts") },
    define: {
      EDITOR_CSS: JSON.stringify(sheets.css),
      MATHS_CSS: JSON.stringify(sheets.maths),
      EDITOR_NEEDS: JSON.stringify(NEEDS),
      HIGHLIGHTER: JSON.stringify(highlighter),
    },
  });
  const imported = (name, found = new Set([name])) => {
    const output = Object.entries(metafile.outputs).find(([path]) => basename(path) === name)[1];
    for (const { path, kind } of output.imports) {
      if (kind === "import-statement" && !found.has(basename(path))) imported(basename(path), found.add(basename(path)));
    }
    return found;
  };
  const [open, editor, read, ...later] = ["open", "editor", "read", "unsent", "offer"].map((name) => outputOf(metafile, `src/${name}.ts`));
  // What waits to be sent or to be taken may be asked for the first time without a connection: that comes with the editor.
  const needs = [...later.reduce((found, name) => imported(name, found.add(name)), imported(editor))].filter((name) => name !== editor);
  name(needs, join(folder, open));
  return { open, editor, read, needs };
}

/** What brings the editor asks for its parts together with it. Their names are known once all is built. */
function name(needs, opener) {
  const parts = readFileSync(opener, "utf8").split(NEEDS);
  if (parts.length !== 2) throw new Error("What brings the editor does not say what it needs.");
  writeFileSync(opener, parts.join(needs.join(" ")));
}

function report(manifest) {
  const size = (name) => brotli(readFileSync(join(folder, name))).length;
  const opening = [manifest.editor, ...manifest.needs, manifest.css].map(size).reduce((sum, one) => sum + one, 0);
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  console.log(`   a page to read ${kilobytes(size(manifest.open))}, opening the editor ${kilobytes(opening)} of ${BUDGET / 1000}, compressed`);
  if (opening > BUDGET) throw new Error("Opening the editor costs more than it may.");
}

async function build() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sheets = await styles();
  const manifest = { ...(await scripts(sheets)), ...sheets };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  if (options.includes("--compress")) {
    for (const name of readdirSync(folder).filter((name) => /\.(?:js|css)$/.test(name))) {
      const content = readFileSync(join(folder, name));
      writeFileSync(join(folder, `${name}.br`), brotli(content));
      writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
    }
  }
  report(manifest);
}

await build();
if (watch) {
  const { watch: changes } = await import("node:fs/promises");
  let due;
  const again = () => {
    clearTimeout(due);
    due = setTimeout(() => build().catch((error) => console.error(String(error.message))), 200);
  };
  for (const part of ["src", "style"]) {
    (async () => {
      for await (const _ of changes(here(part), { recursive: true })) again();
    })();
  }
}
