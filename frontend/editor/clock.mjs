// Gives the loops and functions of the libraries that draw a clock: `src/lazy/clock.ts` ends a drawing that takes too
// long. A diagram or a formula is written by whoever may write, is drawn in the page of everybody who reads, and some
// of them have no end.

import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

/** What draws diagrams and formulas, and what draws for it. */
const DRAWING = new RegExp(
  String.raw`[\\/]node_modules[\\/](?:mermaid|@mermaid-js|katex|d3|d3-[a-z-]+|dagre-d3-es|cytoscape|cytoscape-[a-z-]+|cose-base|layout-base|` +
    String.raw`langium|chevrotain|chevrotain-allstar|@chevrotain|lodash-es|khroma|roughjs|stylis|internmap|delaunator|robust-predicates)[\\/].*\.m?js$`,
);

const TICK = "tickOfDrawing";

/**
 * The code with a tick in each loop and each function. It is written anew first, one statement a line, so that a loop is
 * seen by how its line begins, and a body by how the line ends. What is not seen so goes on as it was.
 */
export async function ticking(source) {
  const { code } = await transform(source, { loader: "js", target: "es2022", legalComments: "none", charset: "utf8" });
  return code.split("\n").map(ticked).join("\n");
}

const BEFORE = String.raw`(?:^\s*|\) |\belse |\} |^\s*[\w$]+: )`;
const WHILE = new RegExp(`(${BEFORE}while \\()`, "g");
const FOR = new RegExp(`${BEFORE}for (?:await )?(?=\\()`, "g");
/** What begins so is no expression. */
const STATEMENT = /^(?:\{|(?:[\w$]+: )|(?:for|while|do|switch|try|with|return|throw|break|continue|var|let|const|function|class)\b)/;

function ticked(line) {
  let text = line.replace(WHILE, `$1${TICK}(), `);
  for (const { index, 0: found } of [...text.matchAll(FOR)].reverse()) {
    const body = endOf(text, index + found.length) + 1;
    const rest = text.slice(body);
    if (body === 0 || rest === "" || STATEMENT.test(rest)) continue;
    const inside = rest.startsWith("if (") ? `if (${TICK}(), ${rest.slice(4)}` : rest.startsWith(";") ? `${TICK}()${rest}` : `${TICK}(), ${rest}`;
    text = text.slice(0, body) + inside;
  }
  if (/\bswitch \(.*\) \{$/.test(text)) return text;
  const loop = new RegExp(`${BEFORE}(?:for (?:await )?\\(.*\\)|do) \\{$`).test(text);
  const body = /=> \{$|\bfunction\*? ?[\w$]*\([^()]*\) \{$/.test(text);
  return loop || body ? `${text} ${TICK}();` : text;
}

/** Where the head of a loop is over, if that is on its line: the place of the blank behind it. */
function endOf(text, from) {
  for (let at = from, depth = 0; at < text.length; at += 1) {
    if (text[at] === '"') at = text.slice(at).match(/^"(?:\\.|[^"\\])*/)[0].length + at;
    else if (text[at] === "(") depth += 1;
    else if (text[at] === ")" && --depth === 0) return at + 1;
  }
  return -1;
}

const MODULE = /^(?:import|export)\b/m;

/** For esbuild. */
export const clock = {
  name: "clock",
  setup(build) {
    build.onLoad({ filter: DRAWING }, async ({ path }) => {
      const code = await ticking(await readFile(path, "utf8"));
      if (!code.includes(`${TICK}()`)) return { contents: code, loader: "js" };
      const taken = MODULE.test(code) ? `import { ${TICK} } from "atrium:clock";` : `const { ${TICK} } = require("atrium:clock");`;
      return { contents: `${taken}\n${code}`, loader: "js" };
    });
    build.onResolve({ filter: /^atrium:clock$/ }, () => ({ path: new URL("src/lazy/clock.ts", import.meta.url).pathname }));
  },
};
