// The empty space below the text: a press there goes on writing.

import { Extension } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

export const below = Extension.create({
  name: "below",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          mousedown: (view, event) => {
            if (event.button !== 0 || event.shiftKey || !view.editable || !isBelow(view, event)) return false;
            event.preventDefault();
            goOn(view);
            return true;
          },
        },
      },
    }),
  ],
});

function isBelow(view: EditorView, { target, clientY }: MouseEvent): boolean {
  const { doc } = view.state;
  const last = view.nodeDOM(doc.content.size - (doc.lastChild?.nodeSize ?? 0));
  return target === view.dom && last instanceof HTMLElement && clientY > last.getBoundingClientRect().bottom;
}

/** At the end, in a paragraph of its own. */
function goOn(view: EditorView): void {
  const { doc, schema, tr } = view.state;
  const empty = doc.lastChild?.type === schema.nodes.paragraph && doc.lastChild?.content.size === 0;
  if (!empty) tr.insert(doc.content.size, schema.nodes.paragraph!.create());
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, tr.doc.content.size - 1)).scrollIntoView());
  view.focus();
}
