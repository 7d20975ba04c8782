// Formulas, drawn by KaTeX with its own fonts. They come when a page has one.

import katex from "katex";
import { sheet } from "../dom";
import { within } from "./clock";
import { Tally } from "./tally";

declare const MATHS_CSS: string;

/** So long may one take: the page can do nothing meanwhile. */
const PATIENCE = 300;
/** After so much, the page does what it has to before the next formula. */
const SLICE = 50;
/** After so many that take too long, a page draws no more. */
const STRIKES = 3;
/** A formula of more characters is none. */
const MOST = 10_000;

let turn: Promise<unknown> = Promise.resolve();
let drawn = 0;
const strikes = new Tally();

export function drawing(latex: string, block: boolean): Promise<ChildNode[]> {
  const next = turn.then(() => inTurn(latex, block));
  turn = next.catch(() => {});
  return next;
}

async function inTurn(latex: string, block: boolean): Promise<ChildNode[]> {
  await sheet(MATHS_CSS);
  if (drawn > SLICE) {
    await new Promise((resolve) => setTimeout(resolve));
    drawn = 0;
  }
  const isTired = strikes.spent >= STRIKES;
  if (latex.length > MOST || isTired) throw new Error("The formula is too long.");
  const began = performance.now();
  try {
    return formula(latex, block);
  } finally {
    const took = performance.now() - began;
    drawn += took;
    if (took >= PATIENCE) strikes.add();
  }
}

/** What `\def` and the like write is bounded by the clock: few macros may stand for very much. */
export function formula(latex: string, block: boolean): ChildNode[] {
  const shown = document.createElement("span");
  within(PATIENCE, () =>
    katex.render(latex, shown, { displayMode: block, throwOnError: true, trust: false, strict: "ignore", maxExpand: 500, maxSize: 30 }),
  );
  return [...shown.childNodes];
}
