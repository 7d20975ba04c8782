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
