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

/** It measures with a style sheet of its own, which the page's policy takes only with its nonce. */
async function withNonce<T>(work: () => Promise<T>): Promise<T> {
  const nonce = document.querySelector<HTMLElement>("script[nonce]")?.nonce;
  if (!nonce) return await work();
  const { createElement } = document;
  document.createElement = function (this: Document, ...given: Parameters<typeof createElement>) {
    const element = createElement.apply(this, given);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  } as typeof createElement;
  try {
    return await work();
  } finally {
    document.createElement = createElement;
  }
}
