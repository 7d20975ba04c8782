// A formula shows itself, and its source while the caret is in it. What cannot be read stays as it is written.

import type { NodeViewRendererProps } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import type { NodeView } from "@tiptap/pm/view";
import { h } from "../dom";

/** Draws a formula into an element, or its source where it is wrong. */
export async function drawFormula(into: HTMLElement, latex: string, block: boolean): Promise<void> {
  try {
    const { draw } = await import("../lazy/maths");
    await draw(into, latex, block);
    into.classList.remove("wrong");
  } catch {
    into.textContent = latex;
    into.classList.add("wrong");
  }
}

const sourceOf = (node: Node): string => (node.isTextblock ? node.textContent : (node.attrs.latex as string));

export function formulaView(props: NodeViewRendererProps, block: boolean): NodeView {
  const shown = h(block ? "div" : "span", { class: "formula", contenteditable: "false" });
  const source = block ? h("pre", { class: "source" }) : null;
  const dom = h(block ? "div" : "span", { class: "math" }, shown, source);
  let drawn: string | null = null;
  const show = (node: Node) => {
    const latex = sourceOf(node);
    if (latex === drawn) return;
    drawn = latex;
    dom.dataset.latex = latex;
    dom.classList.toggle("empty", latex === "");
    if (latex === "") shown.textContent = "Formula";
    else void drawFormula(shown, latex, block);
  };
  show(props.node);
  // The editor puts the caret into the source itself; a formula within a line opens a field.
  shown.addEventListener("mousedown", (event) => {
    const at = props.getPos();
    if (!block || at === undefined || !props.editor.isEditable) return;
    event.preventDefault();
    props.editor.chain().focus().setTextSelection(at + 1 + sourceOf(props.editor.state.doc.nodeAt(at)!).length).run();
  });
  return {
    dom,
    contentDOM: source,
    update(node) {
      if (node.type !== props.node.type) return false;
      show(node);
      return true;
    },
    ignoreMutation: (mutation) => !source?.contains(mutation.target) || mutation.target === source.parentElement,
    ...(block ? {} : { selectNode: () => dom.classList.add("picked"), deselectNode: () => dom.classList.remove("picked") }),
  };
}
