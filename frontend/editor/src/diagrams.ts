// Diagrams are drawn when they come into view, and shown as pictures: what is in a picture can run nothing and reaches
// nothing of the page.

import { h } from "./dom";

let seen: IntersectionObserver | null = null;
const waiting = new WeakMap<Element, string>();
/** What is near to the view, and not drawn yet. */
const near = new Set<HTMLElement>();
let drawing = false;
/** Between two of them the page does what it has to, and longer behind one that could not be drawn. */
const PAUSE = 30;
const REST = 500;

export function drawDiagram(into: HTMLElement, source: string): void {
  waiting.set(into, source);
  followTheme();
  seen ??= new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) near.add(target as HTMLElement);
      else near.delete(target as HTMLElement);
    }
    void drawNear();
  }, { rootMargin: "200px" });
  seen.unobserve(into);
  seen.observe(into);
}

/** One after another, and only what somebody may see when its turn comes. */
async function drawNear(): Promise<void> {
  if (drawing) return;
  drawing = true;
  for (let [into] = near; into; [into] = near) {
    near.delete(into);
    if (!into.isConnected) continue;
    seen?.unobserve(into);
    const done = await draw(into);
    await new Promise((resolve) => setTimeout(resolve, done ? PAUSE : REST));
  }
  drawing = false;
}

/** A picture has the colours that it was drawn in. */
let following = false;
function followTheme(): void {
  if (following) return;
  following = true;
  const again = () => {
    for (const picture of document.querySelectorAll<HTMLElement>(".diagram:has(> img)")) {
      const source = waiting.get(picture);
      if (source) drawDiagram(picture, source);
    }
  };
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener?.("change", again);
}

async function draw(into: HTMLElement): Promise<boolean> {
  const source = waiting.get(into) ?? "";
  try {
    const { picture } = await import("./lazy/diagram");
    const { address, width, height } = await picture(source);
    if (waiting.get(into) === source) into.replaceChildren(h("img", { src: address, alt: `Diagram: ${source}`, width, height }));
    return true;
  } catch (error) {
    if (waiting.get(into) === source) into.replaceChildren(h("p", { class: "wrong" }, `This diagram cannot be drawn yet. ${reason(error)}`.trim()));
    return false;
  }
}

/** What Mermaid says is for those who wrote it: of that, the line where it stopped. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  if (/^(?:It takes too long|A diagram has at most)/.test(message)) return message;
  const line = /\bline:? (\d+)/i.exec(message)?.[1];
  if (line) return `Line ${line} is not understood.`;
  return /No diagram type|UnknownDiagram/.test(message) ? "Its first line names no kind of diagram." : "";
}
