// What the editor cannot build of a document. y-tiptap would delete it, for everybody (`bundle.mjs` makes it ask here).
//
// Two edits that were each right can merge into a list without items: its names are known, so it is shown as it is and
// somebody mends it. A name that is not known means that this editor is too old: the document is held, nothing of it is
// written any more, and whoever listens shows the page as the server renders it.

import type { Node, Schema } from "@tiptap/pm/model";
import type { Doc, XmlElement, XmlText } from "yjs";

const held = new WeakSet<Doc>();
const listeners = new WeakMap<Doc, () => void>();

export const isHeld = (doc: Doc | null): boolean => doc !== null && held.has(doc);
export const onHold = (doc: Doc, listener: () => void): void => void listeners.set(doc, listener);

/** Nothing of the document is written from now on. */
export function hold(doc: Doc | null): void {
  if (doc === null || held.has(doc)) return;
  held.add(doc);
  listeners.get(doc)?.();
}

export function keptElement(element: XmlElement, schema: Schema, children: Node[]): Node | null {
  const type = schema.nodes[element.nodeName];
  try {
    if (type) return type.create(element.getAttributes(), children);
  } catch {
    // An attribute that the type does not take.
  }
  hold(element.doc);
  return null;
}

export const unknownText = (text: XmlText): void => hold(text.doc);
