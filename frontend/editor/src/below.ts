// The end of a page, and the empty space below it: a press there goes on writing. Where the last block takes no words, or
// keeps them to itself, a line is made below it, and only when somebody asks for it so.

import { Extension } from "@tiptap/core";
import { Plugin, Selection, TextSelection } from "@tiptap/pm/state";
import { isInTable, selectedRect } from "@tiptap/pm/tables";
import type { EditorView } from "@tiptap/pm/view";
import { isApple } from "./ui/shortcut";
import { goOnAt } from "./put";

export const below = Extension.create({
  name: "below",
  addKeyboardShortcuts() {
    return {
      [isApple ? "Meta-ArrowDown" : "Ctrl-End"]: () => toEnd(this.editor.view),
      ArrowDown: () => isOnLastLineOfTable(this.editor.view) && goOn(this.editor.view),
    };
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      view: (view) => {
        // The page goes on below the text, and around it.
        const press = (event: MouseEvent) => {
          const { target } = event;
          if (target !== view.dom && target instanceof Element && target.contains(view.dom)) pressed(view, event, view.dom);
        };
        document.addEventListener("mousedown", press);
        return { destroy: () => document.removeEventListener("mousedown", press) };
      },
      props: {
        handleDOMEvents: {
          mousedown: (view, event) => {
            const { doc } = view.state;
            const last = view.nodeDOM(doc.content.size - (doc.lastChild?.nodeSize ?? 0));
            return event.target === view.dom && last instanceof HTMLElement && pressed(view, event, last);
          },
        },
      },
    }),
  ],
});

/** Below what is last, and not beside the text. */
function pressed(view: EditorView, event: MouseEvent, last: HTMLElement): boolean {
  const { left, right } = view.dom.getBoundingClientRect();
  const isBelow = event.clientY > last.getBoundingClientRect().bottom && event.clientX >= left && event.clientX <= right;
  if (!isBelow || event.button !== 0 || event.shiftKey || event.defaultPrevented || !view.editable) return false;
  event.preventDefault();
  return goOn(view);
}

/** Behind the last words of the page, if they are in a line of their own: a list or a table ends here. */
function goOn(view: EditorView): true {
  const { doc, tr } = view.state;
  const last = doc.lastChild;
  if (last?.isTextblock && !last.type.spec.code) tr.setSelection(TextSelection.create(doc, doc.content.size - 1)).scrollIntoView();
  else goOnAt(tr, doc.content.size);
  view.dispatch(tr);
  view.focus();
  return true;
}

/** Behind the last words, wherever they are; a table, or what has none, is not what a page should end with for a writer. */
function toEnd(view: EditorView): boolean {
  const { doc, tr } = view.state;
  if (!view.editable) return false;
  if (!doc.lastChild || doc.lastChild.isAtom || doc.lastChild.type.name === "table") return goOn(view);
  view.dispatch(tr.setSelection(Selection.atEnd(doc)).scrollIntoView());
  return true;
}

/** Where the page ends with the table, there is nothing below to go to. */
function isOnLastLineOfTable(view: EditorView): boolean {
  const { state } = view;
  const { $from, empty } = state.selection;
  if (!view.editable || !empty || !$from.parent.isTextblock || !isInTable(state)) return false;
  const { table, tableStart, map, bottom } = selectedRect(state);
  if (bottom < map.height || tableStart - 1 + table.nodeSize < state.doc.content.size) return false;
  for (let { depth } = $from; $from.node(depth).type.spec.tableRole === undefined; depth -= 1) {
    if ($from.indexAfter(depth - 1) < $from.node(depth - 1).childCount) return false;
  }
  return view.endOfTextblock("down");
}
