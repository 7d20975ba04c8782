// A block, picture or formula that is picked stays picked while others write, and nothing else is picked in its place: the
// next key may delete what is.

import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { NodeSelection, Plugin, Selection } from "@tiptap/pm/state";
import { isOthers, keepNode } from "../place";

export const picked = Extension.create({
  name: "picked",
  addProseMirrorPlugins: () => {
    let find: ((doc: Node) => number | null) | null = null;
    return [
      new Plugin({
        view: () => ({
          update: ({ state }) => {
            find = state.selection instanceof NodeSelection ? keepNode(state, state.selection.from) : null;
          },
        }),
        appendTransaction: (transactions, _, { doc, selection, tr }) => {
          if (!find || !transactions.some(isOthers)) return null;
          const at = find(doc);
          const isPicked = selection instanceof NodeSelection;
          if (at !== null) return isPicked && selection.from === at ? null : tr.setSelection(NodeSelection.create(doc, at));
          // What stands there by now is somebody else's.
          const $at = doc.resolve(selection.from);
          return isPicked ? tr.setSelection(Selection.findFrom($at, 1, true) ?? Selection.findFrom($at, -1, true) ?? selection) : null;
        },
      }),
    ];
  },
});
