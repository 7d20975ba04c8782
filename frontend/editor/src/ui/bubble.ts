// A small toolbar over selected words, or over a picture that is picked. Alt+F10 leads into it, Escape back.

import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { CellSelection } from "@tiptap/pm/tables";
import { h, place } from "../dom";
import { type Island, float, warn } from "../island";
import { mayComment } from "../page";
import { keepNode } from "../place";
import { TURNS, current } from "./blocks";
import { ask } from "./field";
import { type IconName, icon } from "./icons";
import { MARKS, comment, editLink } from "./marks";
import { openMenu } from "./menu";
import { rectOf } from "./rects";
import { keysOf } from "./shortcut";

export function bubble(island: Island): void {
  const { editor } = island;
  const bar = h("div", { class: "editor-bubble", role: "toolbar", "aria-label": "Selection" });
  let shown = "";
  let pressed = false;
  // Between the text and the bar nothing has the focus.
  let entering = false;
  // Behind Escape, until something else is selected.
  let dismissed = "";

  const hide = () => {
    bar.remove();
    shown = "";
  };
  const kind = (): "text" | "image" | "node" | "read" | null => {
    const { selection } = editor.state;
    // A text that is only read has a selection, but never the focus.
    if (pressed || (editor.isEditable && !entering && !editor.isFocused && !bar.contains(document.activeElement))) return null;
    if (selection instanceof NodeSelection && editor.isEditable) {
      const { name } = selection.node.type;
      return name === "image" ? "image" : name === "file" || name === "embed" ? "node" : null;
    }
    if (selection.empty || !(selection instanceof TextSelection || selection instanceof CellSelection)) return null;
    if (selection.$from.parent.type.spec.code || editor.state.doc.textBetween(selection.from, selection.to).trim() === "") return null;
    if (editor.isEditable) return "text";
    return mayComment(island.level()) ? "read" : null;
  };
  const update = () => {
    const what = kind();
    const { from, to } = editor.state.selection;
    if (!what || matchMedia("(pointer: coarse)").matches || dismissed === `${from}-${to}`) return hide();
    dismissed = "";
    if (shown !== what) {
      bar.replaceChildren(...buttons(island, what));
      shown = what;
      for (const [number, button] of controls().entries()) button.tabIndex = number === 0 ? 0 : -1;
    }
    for (const button of bar.querySelectorAll<HTMLElement>("[data-mark]")) {
      button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.mark!)));
    }
    const turn = bar.querySelector(".turn span");
    if (turn) turn.textContent = current(editor)?.title ?? "Turn into";
    const rect = rectOf(editor, from, to);
    if (rect.bottom < 0 || rect.top > innerHeight) return hide();
    if (!bar.isConnected) float(bar);
    place(bar, rect, "above");
  };
  const controls = () => [...bar.querySelectorAll<HTMLButtonElement>("button")];

  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("keydown", (event) => {
    const all = controls();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === "Escape") editor.commands.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const keys = (event: KeyboardEvent) => {
    if (event.key === "F10" && event.altKey && bar.isConnected) {
      event.preventDefault();
      entering = true;
      controls()[0]?.focus();
      entering = false;
    } else if (event.key === "Escape" && bar.isConnected) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { from, to } = editor.state.selection;
      dismissed = `${from}-${to}`;
      hide();
    }
  };
  const down = () => {
    pressed = true;
    hide();
  };
  const up = () => {
    if (!pressed) return;
    pressed = false;
    setTimeout(() => !editor.isDestroyed && update(), 0);
  };
  editor.view.dom.addEventListener("keydown", keys, true);
  editor.view.dom.addEventListener("pointerdown", down);
  document.addEventListener("pointerup", up);
  addEventListener("scroll", update, { passive: true, capture: true });
  editor.on("transaction", update);
  editor.on("focus", update);
  editor.on("blur", () => setTimeout(() => !editor.isDestroyed && update(), 0));
  island.cleanup.push(() => {
    hide();
    document.removeEventListener("pointerup", up);
    removeEventListener("scroll", update, { capture: true });
  });
}

function button(title: string, name: IconName, run: () => void, keys = "", mark?: string): HTMLButtonElement {
  const tip = keys ? `${title} (${keysOf(keys)})` : title;
  const made = h("button", { type: "button", "aria-label": title, title: tip, "data-mark": mark, "aria-pressed": mark ? "false" : null });
  made.append(icon(name));
  made.addEventListener("click", run);
  return made;
}

function buttons(island: Island, kind: "text" | "image" | "node" | "read"): HTMLElement[] {
  const { editor } = island;
  // The right to write may go while they are shown.
  const act = (run: () => void) => () => editor.isEditable && run();
  const say = button("Comment", "message-square", () => comment(island), "Mod+Alt+M");
  const remove = button("Delete", "trash-2", act(() => editor.chain().focus().deleteSelection().run()));
  if (kind === "read") return [say];
  if (kind === "node") return [remove];
  if (kind === "image") {
    const describe = h("button", { type: "button", class: "worded" }, "Describe");
    describe.addEventListener("click", () => void describePicture(island));
    const whole = h("button", { type: "button", class: "worded" }, "Own width");
    whole.addEventListener("click", act(() => editor.chain().focus().updateAttributes("image", { width: null }).run()));
    return [describe, whole, remove];
  }
  const turn = h("button", { type: "button", class: "worded turn", "aria-haspopup": "menu", "aria-expanded": "false" }, h("span", {}, "Text"));
  turn.append(icon("chevron-down"));
  turn.addEventListener("click", () => turnMenu(island, turn.getBoundingClientRect(), turn));
  const marks = MARKS.map(({ name, title, keys, icon }) => button(title, icon, act(() => editor.chain().focus().toggleMark(name).run()), keys, name));
  return [turn, ...marks, button("Link", "link", () => void editLink(island), "Mod+K", "link"), say];
}

export function turnMenu(island: Island, anchor: DOMRect, from?: HTMLElement): void {
  const now = current(island.editor);
  openMenu(island, "Turn into", anchor, [
    ["Turn into", TURNS.map((block) => ({ title: block.title, icon: block.icon, chosen: block === now, run: () => island.editor.isEditable && block.run(island) }))],
  ], from);
}

export async function describePicture(island: Island): Promise<void> {
  const { editor } = island;
  const { from, to } = editor.state.selection;
  const find = keepNode(editor.state, from);
  const alt = await ask(island, rectOf(editor, from, to), {
    label: "What the picture shows, for those who cannot see it",
    value: (editor.getAttributes("image").alt as string | null) ?? "",
    done: "Keep",
  });
  if (alt === null || editor.isDestroyed || !editor.isEditable) return;
  const at = find(editor.state.doc);
  if (at === null) return warn(island, "The picture is not there any more.");
  editor.chain().focus().setNodeSelection(at).updateAttributes("image", { alt }).run();
}
