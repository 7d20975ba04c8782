// The handle at the left of the block under the pointer: it adds one below, drags it, and opens the menu of the block,
// which Ctrl or Cmd and `/` open too.

import { NodeSelection } from "@tiptap/pm/state";
import { h } from "../dom";
import { type Island, warn } from "../island";
import { anchorsOf } from "../outline";
import { keepNode } from "../place";
import { TURNS, current } from "./blocks";
import type { Dragging } from "./drag";
import { icon } from "./icons";
import { keysOf } from "./shortcut";
import { type Groups, openMenu } from "./menu";
import { blockAt, currentBlock, duplicate, moveBlock, removeBlock } from "./move";
import { rectOf } from "./rects";
import { tableItems } from "./table";

export function handle(island: Island): void {
  const { editor, root } = island;
  const add = h("button", { type: "button", tabindex: "-1", "aria-label": "Add a block below", title: "Add a block below" });
  // No button: Firefox drags none.
  const grip = h("div", { role: "button", tabindex: "-1", draggable: "true", "aria-label": "Drag the block, or open its menu", title: `Drag, or click for the menu (${keysOf("Mod+/")})`, "aria-haspopup": "menu" });
  add.append(icon("plus"));
  grip.append(icon("grip-vertical"));
  const box = h("div", { class: "editor-handle", contenteditable: "false", hidden: true }, add, grip);
  root.append(box);
  let at: number | null = null;

  const hide = () => {
    // Without what it began at, a drag ends.
    if (root.classList.contains("dragging")) return;
    box.hidden = true;
    at = null;
  };
  const show = (block: number) => {
    const dom = editor.view.nodeDOM(block);
    if (!(dom instanceof HTMLElement)) return hide();
    at = block;
    const around = root.getBoundingClientRect();
    const rect = dom.getBoundingClientRect();
    // Beside the middle of its first line, whatever the size of that.
    const text = dom.matches("p, h1, h2, h3, h4, h5, h6") ? dom : (dom.querySelector("p, h1, h2, h3, h4, h5, h6") ?? dom);
    const line = Math.min(Number.parseFloat(getComputedStyle(text).lineHeight) || 26, rect.height);
    box.hidden = false;
    box.style.top = `${text.getBoundingClientRect().top - around.top + line / 2}px`;
    box.style.left = `${Math.min(rect.left, around.left + 40) - around.left}px`;
    // Beside the number or point of an item, and never further out than beside the text.
    if (dom.matches("li")) box.style.left = `${Math.max(0, rect.left - around.left - 20)}px`;
  };
  const over = (event: PointerEvent) => {
    if (!editor.isEditable || event.pointerType === "touch" || event.buttons) return;
    if (box.contains(event.target as Node)) return;
    const text = editor.view.dom.getBoundingClientRect();
    const left = Math.min(Math.max(event.clientX, text.left + 30), text.right - 10);
    const found = editor.view.posAtCoords({ left, top: event.clientY });
    if (!found) return;
    const inside = found.inside >= 0 ? editor.state.doc.resolve(found.inside) : null;
    const block = inside && inside.depth === 0 ? found.inside : blockAt(editor.state.doc.resolve(found.pos));
    if (block !== null && block !== at) show(block);
  };

  add.addEventListener("click", () => {
    const node = at === null ? null : editor.state.doc.nodeAt(at);
    if (at === null || !node || !editor.isEditable) return;
    const item = node.type.name === "listItem" || node.type.name === "taskItem";
    const paragraph = { type: "paragraph" };
    const end = at + node.nodeSize;
    if (!item && node.isTextblock && node.content.size === 0) editor.chain().focus(at + 1).insertContent("/").run();
    else if (item) editor.chain().focus().insertContentAt(end, { type: node.type.name, content: [paragraph] }).setTextSelection(end + 2).run();
    else editor.chain().focus().insertContentAt(end, paragraph).setTextSelection(end + 1).insertContent("/").run();
    hide();
  });
  grip.addEventListener("click", () => {
    if (at === null) return;
    const block = at;
    editor.chain().setNodeSelection(block).run();
    blockMenu(island, block, grip.getBoundingClientRect());
  });
  grip.addEventListener("dragstart", (event) => {
    if (at === null || !event.dataTransfer) return;
    root.classList.add("dragging");
    const selection = NodeSelection.create(editor.state.doc, at);
    editor.view.dispatch(editor.state.tr.setSelection(selection));
    const slice = selection.content();
    const { dom, text } = editor.view.serializeForClipboard(slice);
    event.dataTransfer.clearData();
    event.dataTransfer.setData("text/html", dom.innerHTML);
    event.dataTransfer.setData("text/plain", text);
    event.dataTransfer.effectAllowed = "copyMove";
    const picture = editor.view.nodeDOM(at);
    if (picture instanceof HTMLElement) event.dataTransfer.setDragImage(picture, 0, 0);
    (editor.view as { dragging: Dragging | null }).dragging = { slice, move: true, node: selection };
  });
  grip.addEventListener("dragend", () => {
    root.classList.remove("dragging");
    hide();
  });
  const typed = ({ transaction }: { transaction: { docChanged: boolean } }) => {
    if (transaction.docChanged) hide();
  };
  root.addEventListener("pointermove", over);
  root.addEventListener("pointerleave", hide);
  editor.on("transaction", typed);
}

export function openBlockMenu(island: Island): boolean {
  const at = currentBlock(island.editor);
  if (at === null || !island.editor.isEditable) return false;
  blockMenu(island, at, rectOf(island.editor, island.editor.state.selection.from));
  return true;
}

function blockMenu(island: Island, at: number, anchor: DOMRect): void {
  const { editor, announce } = island;
  const node = editor.state.doc.nodeAt(at);
  if (!node) return;
  const find = keepNode(editor.state, at);
  // What others write while the menu is open moves the block, and may leave something else selected.
  const act = (run: (at: number) => void) => () => {
    if (!editor.isEditable) return;
    const now = find(editor.state.doc);
    if (now === null) return warn(island, "This block is not there any more: somebody took it away or changed it meanwhile.");
    if (currentBlock(editor) !== now) editor.commands.setNodeSelection(now);
    run(now);
  };
  const inside = (run: () => void) => act((now) => {
    // Into the block that the menu is about, whatever was selected.
    if (editor.state.selection instanceof NodeSelection && node.isTextblock) editor.commands.setTextSelection(now + 1);
    run();
  });
  const now = current(editor);
  const able = node.type.spec.atom ? [] : TURNS;
  const groups: Groups = [
    ["Block", [
      { title: "Move up", icon: "arrow-up", keys: keysOf("Alt+Shift+") + "↑", run: act(() => void moveBlock(island, -1)) },
      { title: "Move down", icon: "arrow-down", keys: keysOf("Alt+Shift+") + "↓", run: act(() => void moveBlock(island, 1)) },
      { title: "Duplicate", icon: "copy", run: act((now) => duplicate(island, now)) },
      ...(node.type.name === "heading" ? [{ title: "Copy link to this heading", icon: "link" as const, run: act((now) => void copyLink(island, now)) }] : []),
      { title: "Delete", icon: "trash-2", danger: true, run: act((now) => removeBlock(island, now)) },
    ]],
    ["Table", editor.isActive("table") ? tableItems(island) : []],
    ["Turn into", able.map((block) => ({ title: block.title, icon: block.icon, chosen: block === now, run: inside(() => block.run(island)) }))],
  ];
  openMenu(island, "Block", anchor, groups);
  announce("Menu of the block");
}

async function copyLink({ editor, announce }: Island, at: number): Promise<void> {
  const id = anchorsOf(editor.state).find(({ place }) => place === at)?.id;
  const address = `${location.origin}${location.pathname}#${id ?? ""}`;
  await navigator.clipboard.writeText(address).then(() => announce("The link is copied."), () => announce("The browser did not let it be copied."));
}
