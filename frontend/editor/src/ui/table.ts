// The menu of a table: its button stands at the table's corner while the caret is in it.

import type { Editor } from "@tiptap/core";
import { Selection } from "@tiptap/pm/state";
import { h } from "../dom";
import { type Island, warn } from "../island";
import { keepNode } from "../place";
import { icon } from "./icons";
import { type Item, openMenu } from "./menu";

/** What can be done from the cell that the caret is in now: others may take it, its row or its table away before it is chosen. */
export function tableItems(island: Island): Item[] {
  const { editor } = island;
  const cell = cellAt(editor);
  const find = cell === null ? null : keepNode(editor.state, cell);
  const run = (what: (chain: ReturnType<typeof editor.chain>) => ReturnType<typeof editor.chain>) => () => {
    if (!editor.isEditable) return;
    const at = find?.(editor.state.doc) ?? null;
    if (at === null) return warn(island, "This cell is not there any more: somebody took it away meanwhile.");
    if (cellAt(editor) !== at) editor.commands.command(({ tr }) => !!tr.setSelection(Selection.near(tr.doc.resolve(at + 1))));
    what(editor.chain().focus()).run();
  };
  const align = (align: string | null) => run((chain) => chain.setCellAttribute("align", align));
  return [
    { title: "Row above", icon: "plus", run: run((chain) => chain.addRowBefore()) },
    { title: "Row below", icon: "plus", run: run((chain) => chain.addRowAfter()) },
    { title: "Column before", icon: "plus", run: run((chain) => chain.addColumnBefore()) },
    { title: "Column after", icon: "plus", run: run((chain) => chain.addColumnAfter()) },
    { title: "Header row on or off", icon: "rows-3", run: run((chain) => chain.toggleHeaderRow()) },
    { title: "Align left", icon: "align-left", run: align(null) },
    { title: "Align in the middle", icon: "align-center", run: align("center") },
    { title: "Align right", icon: "align-right", run: align("right") },
    { title: "Delete the row", icon: "trash-2", danger: true, run: run((chain) => chain.deleteRow()) },
    { title: "Delete the column", icon: "trash-2", danger: true, run: run((chain) => chain.deleteColumn()) },
    { title: "Delete the table", icon: "trash-2", danger: true, run: run((chain) => chain.deleteTable()) },
  ];
}

function cellAt({ state: { selection: { $from } } }: Editor): number | null {
  for (let depth = $from.depth; depth > 0; depth -= 1) if (/^table(?:Cell|Header)$/.test($from.node(depth).type.name)) return $from.before(depth);
  return null;
}

export function tableMenu(island: Island): void {
  const { editor, root } = island;
  const button = h("button", { class: "editor-table", type: "button", tabindex: "-1", "aria-label": "Menu of the table", title: "Rows and columns", "aria-haspopup": "menu", "aria-expanded": "false", hidden: true });
  button.append(icon("table-2"));
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => openMenu(island, "Table", button.getBoundingClientRect(), [["Table", tableItems(island)]], button));
  root.append(button);
  editor.on("transaction", () => {
    const { $from } = editor.state.selection;
    let depth = $from.depth;
    while (depth > 0 && $from.node(depth).type.name !== "table") depth -= 1;
    const dom = depth > 0 && editor.isEditable ? editor.view.nodeDOM($from.before(depth)) : null;
    button.hidden = !(dom instanceof HTMLElement);
    if (!(dom instanceof HTMLElement)) return;
    const [around, table] = [root.getBoundingClientRect(), (dom.querySelector("table") ?? dom).getBoundingClientRect()];
    const right = Math.min(table.right, around.right);
    // In the margin of the page, or where that is too narrow on the table's upper edge: not over the line above.
    const margin = (island.article.parentElement ?? root).getBoundingClientRect().right - right;
    button.classList.toggle("beside", margin > 23);
    button.style.top = `${table.top - around.top}px`;
    button.style.left = `${right - around.left}px`;
  });
}
