// What the build and the tests have in common: how TypeScript becomes what a browser or Node runs.

import { readFile } from "node:fs/promises";
import { clock } from "./clock.mjs";

/**
 * What y-tiptap cannot build of a document, or fails to show of it, it deletes, for everybody. Here it asks
 * `live/unbuildable` instead, which deletes nothing; and a document that holds something unknown, or that the view has
 * not followed, is written to no more.
 */
const keepUnbuildable = {
  name: "keep-unbuildable",
  setup(build) {
    build.onLoad({ filter: /y-tiptap[\\/]dist[\\/]y-tiptap\.js$/ }, async ({ path }) => ({
      contents: changed(await readFile(path, "utf8")),
      loader: "js",
    }));
    build.onResolve({ filter: /^atrium:unbuildable$/ }, () => ({ path: new URL("src/live/unbuildable.ts", import.meta.url).pathname }));
  },
};

const CHANGES = [
  [
    /\/\*\* @type \{Y\.Doc\} \*\/ \(el\.doc\)\.transact\(\(transaction\) => \{\s*\/\*\* @type \{Y\.Item\} \*\/ \(el\._item\)\.delete\(transaction\);\s*\}, ySyncPluginKey\);/,
    "const kept = keptElement(el, schema, children); if (kept !== null) { meta.mapping.set(el, kept); return kept }",
  ],
  [
    /\/\*\* @type \{Y\.Doc\} \*\/ \(text\.doc\)\.transact\(\(transaction\) => \{\s*\/\*\* @type \{Y\.Item\} \*\/ \(text\._item\)\.delete\(transaction\);\s*\}, ySyncPluginKey\);/,
    "unknownText(text);",
  ],
  // What comes to an editor that was empty may begin with a table or a picture, where no caret can be.
  ["tr.setSelection(TextSelection.create(tr.doc, clampedAnchor, clampedHead));", "tr.setSelection(TextSelection.between(tr.doc.resolve(clampedAnchor), tr.doc.resolve(clampedHead)));"],
  // Whatever throws while the view follows the document leaves it behind: what it lacks, the next key would delete.
  [
    /  _typeChanged \(events, transaction\) \{/,
    `  _typeChanged (events, transaction) {
    const before = this.prosemirrorView?.state;
    try { this._follow(events, transaction); } catch (error) { catchUp(this, before, error); }
  }

  _follow (events, transaction) {`,
  ],
  [/_prosemirrorChanged \(doc\) \{/, "_prosemirrorChanged (doc) {\n    if (isHeld(this.doc)) return;"],
];

function changed(source) {
  for (const [site, replacement] of CHANGES) {
    if (source.split(site).length !== 2) throw new Error(`y-tiptap has changed: ${site}`);
    source = source.replace(site, replacement);
  }
  if (source.includes("(el._item).delete") || source.includes("(text._item).delete")) throw new Error("y-tiptap deletes elsewhere too");
  return `import { catchUp, isHeld, keptElement, unknownText } from "atrium:unbuildable";\n${source}`;
}

/** For esbuild. */
export const shared = {
  bundle: true,
  format: "esm",
  splitting: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
  plugins: [keepUnbuildable, clock],
};
