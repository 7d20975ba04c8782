// Gives the loops and functions of the libraries that draw a clock: `src/lazy/clock.ts` ends a drawing that takes too
// long. A diagram or a formula is written by whoever may write, is drawn in the page of everybody who reads, and some
// of them have no end.

import { readFile } from "node:fs/promises";
import { parse } from "acorn";

/** What draws diagrams and formulas, and what draws for it. */
const DRAWING = new RegExp(
  String.raw`[\\/]node_modules[\\/](?:mermaid|@mermaid-js|katex|d3|d3-[a-z-]+|dagre-d3-es|cytoscape|cytoscape-[a-z-]+|cose-base|layout-base|` +
    String.raw`langium|chevrotain|chevrotain-allstar|@chevrotain|lodash-es|khroma|roughjs|stylis|internmap|delaunator|robust-predicates)[\\/].*\.m?js$`,
);

const TICK = "tickOfDrawing";

const LOOPS = new Set(["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement", "DoWhileStatement"]);
const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
const CALLS = new Set(["CallExpression", "NewExpression", "TaggedTemplateExpression", "ImportExpression"]);
const OF_MODULES = /^(?:Import|Export)/;

/**
 * The code with a tick in each loop and in each function: whatever runs without end goes through one of them again and
 * again. Nothing else of the code changes, and each line stays the line that it was.
 */
export function ticking(source, path = "the code") {
  // What has the name already would hide the clock.
  if (source.includes(TICK)) throw new Error(`${path} says ${TICK} itself.`);
  const program = parsed(source, path);
  const pieces = [];
  const put = (at, text) => pieces.push({ at, text });
  visit(program, put);
  if (pieces.length > 0) {
    const taken = program.body.some(({ type }) => OF_MODULES.test(type))
      ? `import { ${TICK} } from "atrium:clock"; `
      : `const { ${TICK} } = require("atrium:clock"); `;
    put(beginOf(program), taken);
  }
  return inserted(source, pieces);
}

/** A module, or else a script as Node has them. What is neither can have no clock: the build ends there. */
function parsed(source, path) {
  const options = { ecmaVersion: "latest" };
  try {
    return parse(source, { ...options, sourceType: "module" });
  } catch (error) {
    try {
      return parse(source, { ...options, sourceType: "commonjs" });
    } catch {
      throw new Error(`${path} cannot be parsed, and nothing could end its loops: ${error.message}`, { cause: error });
    }
  }
}

/**
 * What begins at a place is put there before what lies in it, and what ends there after it: the pieces of one place stay
 * in their order.
 */
function visit(node, put) {
  const [before, after] = around(node);
  if (before) put(before.at, before.text);
  for (const child of childrenOf(node)) visit(child, put);
  if (after) put(after.at, after.text);
}

function around(node) {
  const { type, body } = node;
  if (LOOPS.has(type)) {
    if (body.type === "BlockStatement") return [{ at: body.start + 1, text: ` ${TICK}();` }];
    return [{ at: body.start, text: `{ ${TICK}(); ` }, { at: body.end, text: " }" }];
  }
  if (!FUNCTIONS.has(type)) return [];
  if (body.type === "BlockStatement") return isNothing(node) ? [] : [{ at: beginOf(body), text: `${TICK}(); ` }];
  // An expression that calls nothing comes to its end by itself.
  return calls(body) ? [{ at: body.start, text: `(${TICK}(), ` }, { at: body.end, text: ")" }] : [];
}

/** Before the first statement, and behind the directives: with anything before them they would be none. */
function beginOf(block) {
  const first = block.body.find(({ directive }) => directive === undefined);
  return first ? first.start : block.end - (block.type === "BlockStatement" ? 1 : 0);
}

/** Whether a function does nothing: its body is empty, and its parameters call nothing either. */
const isNothing = ({ params, body }) => body.body.every(({ directive }) => directive !== undefined) && !params.some(calls);

/** Whether it calls something itself. What a function within it calls has the tick of that function. */
const calls = (node) => CALLS.has(node.type) || (!FUNCTIONS.has(node.type) && childrenOf(node).some(calls));

const isNode = (value) => typeof value?.type === "string";

const childrenOf = (node) => Object.values(node).flat().filter(isNode);

function inserted(source, pieces) {
  let text = "";
  let from = 0;
  for (const { at, text: piece } of pieces.sort((one, other) => one.at - other.at)) {
    text += source.slice(from, at) + piece;
    from = at;
  }
  return text + source.slice(from);
}

/** For esbuild. */
export const clock = {
  name: "clock",
  setup(build) {
    build.onLoad({ filter: DRAWING }, async ({ path }) => ({ contents: ticking(await readFile(path, "utf8"), path), loader: "js" }));
    build.onResolve({ filter: /^atrium:clock$/ }, () => ({ path: new URL("src/lazy/clock.ts", import.meta.url).pathname }));
  },
};
