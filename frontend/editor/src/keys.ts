// Keys that the editor's own parts do not have.

import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { type Island, warn } from "./island";
import { keepNode } from "./place";
import { describePicture } from "./ui/bubble";
import { ask } from "./ui/field";
import { openBlockMenu } from "./ui/handle";
import { comment, editLink } from "./ui/marks";
import { moveBlock } from "./ui/move";
import { rectOf } from "./ui/rects";
import { NodeSelection, Plugin, Selection } from "@tiptap/pm/state";

export const keys = (island: () => Island) =>
  Extension.create({
    name: "keys",
    addKeyboardShortcuts: () => ({
      "Alt-Shift-ArrowUp": () => moveBlock(island(), -1),
      "Alt-Shift-ArrowDown": () => moveBlock(island(), 1),
      "Mod-/": () => openBlockMenu(island()),
      "Mod-k": () => {
        void editLink(island());
        return true;
      },
      "Mod-Alt-m": () => {
        if (!island().editor.state.selection.empty) comment(island());
        return true;
      },
      Enter: () => editPicked(island()),
      Escape: () => {
        if (closeSource(island())) return true;
        hush();
        island().leave();
        return true;
      },
    }),
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleClickOn: (view, _pos, node, at) => {
            if (node.type.name !== "mathInline" || !view.editable) return false;
            island().editor.commands.setNodeSelection(at);
            return editPicked(island());
          },
          // A thread is shown beside the words that it is about.
          handleClick: (_view, _pos, event) => {
            const thread = (event.target as Element).closest?.<HTMLElement>(".commented")?.dataset.thread;
            if (thread) island().article.dispatchEvent(new CustomEvent("atrium:thread", { bubbles: true, detail: { thread } }));
            return false;
          },
        },
      }),
    ],
  });

/** A formula or a diagram shows its source while the caret is in it. */
function closeSource({ editor }: Island): boolean {
  const { doc, selection: { $from }, tr } = editor.state;
  if (!isSource($from.parent)) return false;
  const beside = Selection.findFrom(doc.resolve($from.after()), 1, true) ?? Selection.findFrom(doc.resolve($from.before()), -1, true);
  if (!beside || isSource(beside.$from.parent)) return false;
  editor.view.dispatch(tr.setSelection(beside).scrollIntoView());
  return true;
}

const isSource = ({ type, attrs }: Node): boolean => type.name === "mathBlock" || (type.name === "codeBlock" && attrs.language === "mermaid");

/** Within which somebody is still typing. */
const PAUSE = 800;

/** Who goes on typing behind Escape meant the text: until they pause, their letters are no commands to the page. */
function hush(): void {
  let last = Date.now();
  const hear = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const isField = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");
    if (isField || Date.now() - last > PAUSE) return removeEventListener("keydown", hear, true);
    if (key.length > 1 || ctrlKey || metaKey || altKey) return;
    last = Date.now();
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("keydown", hear, true);
}

function editPicked(island: Island): boolean {
  const { selection } = island.editor.state;
  if (!(selection instanceof NodeSelection) || !island.editor.isEditable) return false;
  const { name } = selection.node.type;
  if (name === "image") void describePicture(island);
  else if (name === "mathInline") void editFormula(island, selection);
  else return false;
  return true;
}

async function editFormula(island: Island, { from, to, node }: NodeSelection): Promise<void> {
  const { editor } = island;
  const find = keepNode(editor.state, from);
  const latex = await ask(island, rectOf(editor, from, to), { label: "Formula in LaTeX", value: node.attrs.latex as string, done: "Keep", other: "Remove" });
  if (latex === null || editor.isDestroyed || !editor.isEditable) return;
  const at = find(editor.state.doc);
  if (at === null || !editor.state.doc.nodeAt(at)?.eq(node)) return warn(island, "Somebody else changed the formula meanwhile, and it stays as they left it.");
  const chain = editor.chain().focus().setNodeSelection(at);
  (latex === "" ? chain.deleteSelection() : chain.updateAttributes("mathInline", { latex })).run();
}
