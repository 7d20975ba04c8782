// Formulas, drawn by KaTeX with its own fonts. They come when a page has one.

import katex from "katex";
import { sheet } from "../dom";

declare const MATHS_CSS: string;

export async function draw(into: HTMLElement, latex: string, block: boolean): Promise<void> {
  await sheet(MATHS_CSS);
  const drawn = document.createElement("span");
  katex.render(latex, drawn, { displayMode: block, throwOnError: true, trust: false, strict: "ignore", maxExpand: 500, maxSize: 30 });
  into.replaceChildren(...drawn.childNodes);
}
