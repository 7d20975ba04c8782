// The row of tools above the keyboard of a phone or tablet.

import { h } from "../dom";
import { type Island, float } from "../island";
import { BLOCKS } from "./blocks";
import { turnMenu } from "./bubble";
import { type IconName, icon } from "./icons";
import { comment, editLink } from "./marks";
import { openMenu } from "./menu";
import { moveBlock } from "./move";

export function touchBar(island: Island): void {
  const { editor } = island;
  const bar = h("div", { class: "editor-touch", role: "toolbar", "aria-label": "Editing" });
  const tools = h("div", { class: "tools" });
  const tool = (title: string, name: IconName, run: (button: HTMLElement) => void, mark?: string, into = tools) => {
    const button = h("button", { type: "button", "aria-label": title, "data-mark": mark });
    button.append(icon(name));
    button.addEventListener("click", () => run(button));
    into.append(button);
  };
  const toggle = (mark: string) => () => void editor.chain().focus().toggleMark(mark).run();
  const list = (button: HTMLElement) => {
    const groups = [...new Set(BLOCKS.map(({ group }) => group))];
    openMenu(island, "Add", button.getBoundingClientRect(), groups.map((group) => [
      group,
      BLOCKS.filter((block) => block.group === group).map((block) => ({ title: block.title, icon: block.icon, run: () => block.run(island) })),
    ]), button);
  };
  tool("Add", "plus", list);
  tool("Turn into", "a-large-small", (button) => turnMenu(island, button.getBoundingClientRect(), button));
  tool("Bold", "bold", toggle("bold"), "bold");
  tool("Italic", "italic", toggle("italic"), "italic");
  tool("Link", "link", () => void editLink(island), "link");
  tool("Bulleted list", "list", () => void editor.chain().focus().toggleBulletList().run(), "bulletList");
  tool("Task list", "list-todo", () => void editor.chain().focus().toggleTaskList().run(), "taskList");
  tool("Comment", "message-square", () => !editor.state.selection.empty && comment(island));
  tool("Move up", "arrow-up", () => void moveBlock(island, -1));
  tool("Move down", "arrow-down", () => void moveBlock(island, 1));
  tool("Undo", "undo-2", () => void editor.chain().focus().undo().run());
  tool("Redo", "redo-2", () => void editor.chain().focus().redo().run());
  bar.append(tools);
  tool("Done", "check", () => island.leave(), undefined, bar);
  // The keyboard stays up while tools are used.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());

  const view = window.visualViewport;
  const settle = () => {
    const hidden = view ? Math.max(0, innerHeight - view.height - view.offsetTop) : 0;
    bar.style.bottom = `${hidden}px`;
    bar.classList.toggle("over-keyboard", hidden > 80);
  };
  const update = () => {
    bar.hidden = !editor.isEditable;
    for (const button of bar.querySelectorAll<HTMLElement>("[data-mark]")) {
      button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.mark!)));
    }
  };
  view?.addEventListener("resize", settle);
  view?.addEventListener("scroll", settle);
  editor.on("transaction", update);
  float(bar);
  settle();
  update();
  island.cleanup.push(() => {
    bar.remove();
    view?.removeEventListener("resize", settle);
    view?.removeEventListener("scroll", settle);
  });
}
