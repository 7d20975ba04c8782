// Blocks as things: which one the caret or the pointer is at, and where it can go.

import type { Editor } from "@tiptap/core";
import { Fragment, type ResolvedPos } from "@tiptap/pm/model";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import type { Island } from "../island";

const ITEMS = new Set(["listItem", "taskItem"]);

/** Where the block begins that this place is in: an item of a list, or what stands directly in the page. */
export function blockAt($at: ResolvedPos): number | null {
  for (let depth = $at.depth; depth > 0; depth -= 1) {
    if (depth === 1 || ITEMS.has($at.node(depth).type.name)) return $at.before(depth);
  }
  return $at.nodeAfter ? $at.pos : null;
}

export function currentBlock(editor: Editor): number | null {
  const { selection } = editor.state;
  return selection instanceof NodeSelection ? selection.from : blockAt(selection.$from);
}

/** Past its neighbour. */
export function moveBlock(island: Island, by: -1 | 1): boolean {
  const { editor, announce } = island;
  const at = currentBlock(editor);
  if (at === null || !editor.isEditable) return false;
  const { state } = editor;
  const $at = state.doc.resolve(at);
  const index = $at.index();
  const other = index + by;
  if (other < 0 || other >= $at.parent.childCount) {
    announce(by < 0 ? "This is the first." : "This is the last.");
    return true;
  }
  const node = $at.parent.child(index);
  const neighbour = $at.parent.child(other);
  const start = by < 0 ? at - neighbour.nodeSize : at;
  const pair = by < 0 ? [node, neighbour] : [neighbour, node];
  const { selection } = state;
  const shift = by < 0 ? -neighbour.nodeSize : neighbour.nodeSize;
  const tr = state.tr.replaceWith(start, start + node.nodeSize + neighbour.nodeSize, Fragment.from(pair));
  // What reaches beyond the block, or is cells of a table, does not go along as it is.
  const moved = (place: number) => tr.doc.resolve(Math.max(0, Math.min(place + shift, tr.doc.content.size)));
  tr.setSelection(
    selection instanceof NodeSelection
      ? NodeSelection.create(tr.doc, selection.from + shift)
      : TextSelection.between(moved(selection.anchor), moved(selection.head)),
  );
  editor.view.dispatch(tr.scrollIntoView());
  announce(`Moved to place ${other + 1} of ${$at.parent.childCount}.`);
  return true;
}

export function duplicate({ editor, announce }: Island, at: number): void {
  const node = editor.state.doc.nodeAt(at);
  if (!node) return;
  editor.view.dispatch(editor.state.tr.insert(at + node.nodeSize, node.copy(node.content)));
  announce("Duplicated.");
}

export function removeBlock({ editor, announce }: Island, at: number): void {
  const node = editor.state.doc.nodeAt(at);
  if (!node) return;
  const $at = editor.state.doc.resolve(at);
  // A list does not stay behind without items, nor a page without a block.
  const alone = $at.parent.childCount === 1;
  if (alone && $at.depth > 0) editor.chain().focus().deleteRange({ from: $at.before(), to: $at.after() }).run();
  else editor.chain().focus().deleteRange({ from: at, to: at + node.nodeSize }).run();
  announce("Deleted.");
}
