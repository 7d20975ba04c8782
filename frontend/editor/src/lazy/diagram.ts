// Diagrams by Mermaid: large, and fetched in parts by the kind of diagram. What it draws leaves as a picture.

import mermaid from "mermaid";

let number = 0;
let turn: Promise<unknown> = Promise.resolve();

export interface Picture {
  address: string;
  width: number;
  height: number;
}

/** One at a time: it draws in the page and measures there. */
export function picture(source: string): Promise<Picture> {
  const next = turn.then(() => drawn(source), () => drawn(source));
  turn = next;
  return next;
}

const dark = (): boolean => {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
};

async function drawn(source: string): Promise<Picture> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    theme: dark() ? "dark" : "neutral",
    fontFamily: "system-ui, sans-serif",
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: false },
    suppressErrorRendering: true,
  });
  await mermaid.parse(source);
  number += 1;
  const { svg } = await withNonce(() => mermaid.render(`diagram-${number}`, source));
  const root = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  if (!root) throw new Error("Nothing was drawn.");
  const [, , width = 600, height = 300] = (root.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  root.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  root.setAttribute("width", String(width));
  root.setAttribute("height", String(height));
  root.style.maxWidth = "";
  const text = new XMLSerializer().serializeToString(root);
  return { address: `data:image/svg+xml,${encodeURIComponent(text)}`, width: Math.ceil(width), height: Math.ceil(height) };
}

/**
 * It draws into the page to measure, with a style sheet and style attributes of its own. The page's policy takes the one
 * only with its nonce, and the other only when they are set as properties.
 */
async function withNonce<T>(work: () => Promise<T>): Promise<T> {
  const nonce = document.querySelector<HTMLElement>("script[nonce]")?.nonce;
  const { createElement } = document;
  const { setAttribute } = Element.prototype;
  document.createElement = function (this: Document, ...given: Parameters<typeof createElement>) {
    const element = createElement.apply(this, given);
    if (nonce && element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  } as typeof createElement;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style" && "style" in this) (this as HTMLElement | SVGElement).style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  try {
    return await work();
  } finally {
    document.createElement = createElement;
    Element.prototype.setAttribute = setAttribute;
  }
}
