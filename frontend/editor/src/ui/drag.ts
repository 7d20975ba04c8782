// What is dragged is what stands there when it is dropped, with the words that others wrote in it meanwhile; and a drag
// that was given up leaves nothing behind for the next one.

import type { Node, Slice } from "@tiptap/pm/model";
import { NodeSelection } from "@tiptap/pm/state";
import { type Island, warn } from "../island";
import { keepNode } from "../place";

/** What ProseMirror holds of a drag: with a node that takes the place of the selection. */
export interface Dragging {
  slice: Slice;
  move: boolean;
  node?: NodeSelection;
}

interface Dragged {
  /** Nothing where words are dragged: the selection goes along with those. */
  find: ((doc: Node) => number | null) | null;
  isGone: boolean;
}

/** Browsers may say that a drag is over before they say that it was dropped. */
const UNTIL_DROPPED = 50;

export function drag(island: Island): void {
  const { editor, root } = island;
  const view = editor.view as { dragging: Dragging | null };
  let dragged: Dragged | null = null;

  // By now whoever began it, the grip or ProseMirror, has said what it is.
  root.addEventListener("dragstart", () => {
    const { state } = editor;
    const { selection } = state;
    const picked = view.dragging?.node ?? (selection instanceof NodeSelection ? selection : null);
    dragged = view.dragging && { find: picked && keepNode(state, picked.from), isGone: false };
  });
  editor.on("transaction", () => {
    if (!dragged || !view.dragging) return;
    const { state } = editor;
    const at = dragged.find?.(state.doc) ?? null;
    dragged.isGone = dragged.find !== null && at === null;
    if (dragged.isGone) return;
    const node = at === null ? undefined : NodeSelection.create(state.doc, at);
    const content = (node ?? state.selection).content();
    const { move } = view.dragging;
    // What a drop takes away is this node or the selection: what it puts in has to be the same.
    view.dragging = { slice: move ? content : editor.view.serializeForClipboard(content).slice, move, node };
  });
  root.addEventListener("drop", (event) => {
    if (!dragged?.isGone || !view.dragging) return;
    // ProseMirror leaves it alone then, and would take the selection away otherwise.
    event.preventDefault();
    view.dragging = null;
    warn(island, "What you dragged is not there any more: somebody took it away meanwhile.");
  }, true);
  // ProseMirror hears of the end where it began within the text, and knows it by an object that may be another one by then.
  root.addEventListener("dragend", () => {
    const ended = dragged;
    setTimeout(() => {
      if (dragged !== ended || editor.isDestroyed) return;
      dragged = null;
      view.dragging = null;
    }, UNTIL_DROPPED);
  });
}
