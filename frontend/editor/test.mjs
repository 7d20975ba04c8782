// Bundles the tests as the build does and has Node run them: test.mjs [PATTERN].

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import esbuild from "esbuild";
import { shared } from "./bundle.mjs";

const here = (path) => new URL(path, import.meta.url).pathname;
const folder = here("node_modules/.tests");
const wanted = process.argv[2] ?? "";
const tests = readdirSync(here("test")).filter((name) => name.endsWith(".test.ts") && name.includes(wanted));
rmSync(folder, { recursive: true, force: true });
await esbuild.build({
  ...shared,
  // What a test imports first, the browser around it, has to run first; in parts it would not.
  splitting: false,
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  platform: "node",
  external: ["jsdom", "ws", "fake-indexeddb"],
  entryPoints: tests.map((name) => here(`test/${name}`)),
  define: {
    EDITOR_CSS: '"editor.css"',
    MATHS_CSS: '"maths.css"',
    EDITOR_NEEDS: '"part.js"',
    HIGHLIGHTER: '"highlighter.js"',
    WORKER: JSON.stringify(here("../../public/worker/")),
  },
});
await esbuild.build({ ...shared, splitting: false, format: "iife", outdir: folder, entryPoints: [here("src/lazy/highlighter.ts")] });
const files = tests.map((name) => join(folder, name.replace(/\.ts$/, ".mjs")));
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...files], { stdio: "inherit" });
process.exit(status ?? 1);
