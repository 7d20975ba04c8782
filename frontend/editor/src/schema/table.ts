// Tables, in the frame that scrolls when they are wider than the text, and as wide as the server renders them
// (`src/wiki/document/html/block.rs`): a table keeps to the screen unless each of its columns has a width.

import { TableCell as TipTapCell, TableHeader as TipTapHeader, TableView, Table as TipTapTable } from "@tiptap/extension-table";
import type { DOMOutputSpec, Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";

class View extends TableView {
  constructor(node: Node, least: number, view?: EditorView) {
    super(node, least, view);
    this.dom.className = "table-scroll";
    this.table.style.minWidth = "";
  }

  override update(node: Node): boolean {
    const isSame = super.update(node);
    this.table.style.minWidth = "";
    return isSame;
  }
}

/** The width of each column, as the first row has it; null for one that takes what there is. */
function widthsOf(table: Node): (number | null)[] {
  const widths: (number | null)[] = [];
  table.firstChild?.forEach(({ attrs }) => {
    const { colspan, colwidth } = attrs as { colspan: number; colwidth: number[] | null };
    for (let column = 0; column < colspan; column += 1) widths.push(colwidth?.[column] || null);
  });
  return widths;
}

function rendered(table: Node): DOMOutputSpec {
  const widths = widthsOf(table);
  const body: DOMOutputSpec = ["tbody", 0];
  if (widths.every((width) => width === null)) return ["table", body];
  const whole = widths.reduce((sum, width) => (sum === null || width === null ? null : sum + width), 0);
  return ["table", { width: whole }, ["colgroup", ...widths.map((width) => ["col", { width }])], body];
}

const kinds = ["left", "center", "right"];
const align = {
  default: null,
  parseHTML: (element: HTMLElement) => kinds.find((kind) => kind === (element.style.textAlign || element.getAttribute("align"))) ?? null,
  renderHTML: ({ align }: Record<string, unknown>) => (align ? { align } : {}),
};

export const Table = TipTapTable.extend({ renderHTML: ({ node }) => rendered(node) })
  .configure({ resizable: true, lastColumnResizable: false, cellMinWidth: 60, View });
export const TableHeader = TipTapHeader.extend({ addAttributes() { return { ...this.parent?.(), align }; } });
export const TableCell = TipTapCell.extend({ addAttributes() { return { ...this.parent?.(), align }; } });
