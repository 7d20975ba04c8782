// Diagrams by Mermaid: large, and fetched in parts by the kind of diagram. What it draws leaves as a picture.

import mermaid from "mermaid";
import { TooLong, ranOut, withinAsync } from "./clock";
import { inks } from "./inks";
import { Tally } from "./tally";
import { together, withoutInlineStyles } from "./without-inline-styles";

/** About as wide as the text of a page. */
const COLUMN = 668;

/** So long may one take: the page can do nothing meanwhile. */
const PATIENCE = 2_000;
/** A diagram of more characters nobody can read. */
const MOST = 20_000;
/** After so many that take too long, a page draws no more. */
const STRIKES = 3;

let number = 0;
let turn: Promise<unknown> = Promise.resolve();
/** What took too long will again. */
const tooLong = new Set<string>();
const strikes = new Tally();

export interface Picture {
  address: string;
  width: number;
  height: number;
}

/** One at a time: it draws in the page and measures there. */
export function picture(source: string): Promise<Picture> {
  const next = turn.then(() => bounded(source), () => bounded(source));
  turn = next;
  return next;
}

async function bounded(source: string): Promise<Picture> {
  const isTired = strikes.spent >= STRIKES;
  if (source.length > MOST) throw new Error(`A diagram has at most ${MOST.toLocaleString("en")} characters.`);
  if (tooLong.has(source) || isTired) throw new TooLong();
  try {
    return await withinAsync(PATIENCE, () => drawn(source));
  } catch (error) {
    // Mermaid may take the end for a mistake in what is written, and say so.
    if (!ranOut()) throw error;
    tooLong.add(source);
    strikes.add();
    throw new TooLong();
  } finally {
    for (const left of [`diagram-${number}`, `ddiagram-${number}`]) document.getElementById(left)?.remove();
  }
}

async function drawn(source: string): Promise<Picture> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    theme: "base",
    themeVariables: inks(),
    fontFamily: "system-ui, sans-serif",
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: false },
    // Else as wide as the window, and too small to read in the column.
    gantt: { useWidth: COLUMN },
    suppressErrorRendering: true,
    maxTextSize: MOST,
    maxEdges: 500,
  });
  number += 1;
  const id = `diagram-${number}`;
  const { sheets, done } = await withoutInlineStyles(async () => {
    await mermaid.parse(source);
    const seen = watch(id);
    await mermaid.render(id, source).finally(() => seen.stop());
    return seen.svg();
  });
  return packed(done, sheets);
}

/** The drawing itself, before it is written down and read again, which would take its styles. */
function watch(id: string): { svg(): SVGSVGElement; stop(): void } {
  let found: Element | null = null;
  const look = () => (found = document.getElementById(id) ?? found);
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { childList: true });
  return {
    stop: () => watcher.disconnect(),
    svg: () => {
      if (!(found instanceof SVGSVGElement)) throw new Error("Nothing was drawn.");
      return found;
    },
  };
}

/** A picture runs nothing and fetches nothing, whatever the diagram says. */
function packed(svg: SVGSVGElement, sheets: string[]): Picture {
  // Some kinds write it in small letters, which only a page puts right.
  const box = svg.getAttribute("viewBox") ?? svg.getAttribute("viewbox") ?? "";
  const [, , width = 600, height = 300] = box.split(/[\s,]+/).map(Number);
  svg.querySelectorAll("[data-sheet]").forEach((element) => element.remove());
  if (box) svg.setAttribute("viewBox", box);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.style.maxWidth = "";
  const rules = new XMLSerializer().serializeToString(document.createTextNode(sheets.join("\n")));
  const text = together(new XMLSerializer().serializeToString(svg)).replace(/^<svg(?:"[^"]*"|[^">])*>/, (root) => `${root}<style>${rules}</style>`);
  return { address: `data:image/svg+xml,${encodeURIComponent(text)}`, width: Math.ceil(width), height: Math.ceil(height) };
}
