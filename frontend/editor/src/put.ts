// Puts blocks where the caret is, so that nothing that stands there is lost by it, nor by the words typed next.

import type { Node } from "@tiptap/pm/model";
import { TextSelection, type Transaction } from "@tiptap/pm/state";

/** Says where it stands now: in the place of an empty line, else behind what is there, or between its words. */
export function putBlock(tr: Transaction, made: Node): number {
  const { $to } = tr.selection;
  let at = $to.pos;
  if ($to.parent.isTextblock) {
    const [around, index] = [$to.node(-1), $to.index(-1)];
    const isEmpty = $to.parent.content.size === 0;
    if (isEmpty && around.canReplaceWith(index, index + 1, made.type)) {
      at = $to.before();
      tr.replaceWith(at, $to.after(), made);
      return at;
    }
    if (isEmpty || $to.parentOffset === $to.parent.content.size) at = $to.after();
    else if ($to.parentOffset === 0 && around.canReplaceWith(index, index, made.type)) at = $to.before();
    else {
      tr.split(at);
      at += 1;
    }
  }
  // A list takes items alone: behind it, then.
  let $at = tr.doc.resolve(at);
  while ($at.depth > 0 && !$at.parent.canReplaceWith($at.index(), $at.index(), made.type)) $at = tr.doc.resolve($at.after());
  tr.insert($at.pos, made);
  return $at.pos;
}

/** The caret comes to this place between blocks: into the text that follows, else into a line of its own. */
export function goOnAt(tr: Transaction, at: number): Transaction {
  const next = tr.doc.resolve(at).nodeAfter;
  if (!next?.isTextblock || next.type.spec.code) tr.insert(at, tr.doc.type.schema.nodes.paragraph!.create());
  return tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView();
}
