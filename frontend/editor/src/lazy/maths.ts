// Formulas, drawn by KaTeX with its own fonts. They come when a page has one.

import katex from "katex";
import { sheet } from "../dom";

declare const MATHS_CSS: string;

export async function drawing(latex: string, block: boolean): Promise<ChildNode[]> {
  await sheet(MATHS_CSS);
  const drawn = document.createElement("span");
  katex.render(latex, drawn, { displayMode: block, throwOnError: true, trust: false, strict: "ignore", maxExpand: 500, maxSize: 30 });
  return [...drawn.childNodes];
}
