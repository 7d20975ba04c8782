// What the editor cannot build of a document. y-tiptap would delete it, for everybody (`bundle.mjs` makes it ask here).
//
// Two edits that were each right can merge into a list without items: its names are known, so it is shown as it is and
// somebody mends it. A name that is not known means that this editor is too old: the document is held, nothing of it is
// written any more, and whoever listens shows the page as the server renders it. So it is with a view that cannot follow
// its document, since it would write back what it shows.

import type { Node, Schema } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";
import type { Doc, XmlElement, XmlText } from "yjs";

/** Why a document is held. */
export type Hold = "unknown-content" | "not-followed";

/** What is used here of y-tiptap's binding of a view to a document. */
interface Binding {
  doc: Doc;
  /** None once the view is gone. */
  prosemirrorView: { state: EditorState } | null;
  beforeTransactionSelection: unknown;
  _forceRerender(): void;
}

const held = new WeakSet<Doc>();
const listeners = new WeakMap<Doc, (why: Hold) => void>();

export const isHeld = (doc: Doc | null): boolean => doc !== null && held.has(doc);
export const onHold = (doc: Doc, listener: (why: Hold) => void): void => void listeners.set(doc, listener);

/** Nothing of the document is written from now on. */
export function hold(doc: Doc | null, why: Hold = "unknown-content"): void {
  if (doc === null || held.has(doc)) return;
  held.add(doc);
  listeners.get(doc)?.(why);
}

/** The view stopped on its way to the document. Where nothing of it had changed yet it is made anew; otherwise it goes. */
export function catchUp(binding: Binding, before: EditorState | undefined, error: unknown): void {
  const view = binding.prosemirrorView;
  if (view === null) return;
  console.error("The text could not follow what was written.", error);
  if (view.state === before) {
    try {
      // The caret is put by its number: where it was in the document may be what could not be found.
      binding.beforeTransactionSelection = null;
      return binding._forceRerender();
    } catch (again) {
      console.error("Nor could it be made anew.", again);
    }
  }
  hold(binding.doc, "not-followed");
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
