// Where things are in the window.

import type { Editor } from "@tiptap/core";

export function rectOf(editor: Editor, from: number, to = from): DOMRect {
  const start = editor.view.coordsAtPos(from);
  const end = editor.view.coordsAtPos(to, from === to ? 1 : -1);
  const [left, right] = [Math.min(start.left, end.left), Math.max(start.right, end.right)];
  const [top, bottom] = [Math.min(start.top, end.top), Math.max(start.bottom, end.bottom)];
  return new DOMRect(left, top, right - left, bottom - top);
}

export const caretRect = (editor: Editor): DOMRect => rectOf(editor, editor.state.selection.from);
