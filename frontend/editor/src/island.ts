// What the parts of an open editor share.

import type { Editor } from "@tiptap/core";
import { h } from "./dom";
import type { Level, PageData } from "./page";
import type { Session } from "./live/session";

export interface Island {
  editor: Editor;
  article: HTMLElement;
  /** Around the text and what is fixed to it. */
  root: HTMLElement;
  data: PageData;
  session: Session;
  level(): Level;
  /** Says it to whoever cannot see it. */
  announce(sentence: string): void;
  /** Leaves editing. */
  leave(): void;
  /** What is to be taken down with the editor. */
  cleanup: (() => void)[];
}

export function announcer(root: HTMLElement): (sentence: string) => void {
  const region = h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  root.append(region);
  return (sentence) => {
    region.textContent = "";
    // Said twice it is otherwise no change.
    setTimeout(() => (region.textContent = sentence), 50);
  };
}

/** For how long it is seen, in milliseconds. */
const SEEN = 8_000;

/** Says why nothing came of what somebody did, to whoever sees it too. */
export function warn({ announce, cleanup }: Island, sentence: string): void {
  announce(sentence);
  document.querySelector(".editor-warning")?.remove();
  const seen = h("div", { class: "toast editor-warning", "aria-hidden": "true" }, h("p", {}, sentence));
  // Among what the program says, so that neither covers the other.
  (document.querySelector(".toasts") ?? float(h("div", { class: "toasts" }))).append(seen);
  const due = setTimeout(() => seen.remove(), SEEN);
  cleanup.push(() => {
    clearTimeout(due);
    seen.remove();
  });
}

/** What floats over the page lies outside of its text, whose rules it must not take. */
let layer: HTMLElement | null = null;
export function float(element: HTMLElement): HTMLElement {
  if (!layer?.isConnected) {
    layer = h("div", { class: "editor-float", role: "region", "aria-label": "Tools of the editor" });
    document.body.append(layer);
  }
  layer.append(element);
  return element;
}
