// A formula shows itself, and its source while the caret is in it. What cannot be read stays as it is written.

import type { NodeViewRendererProps } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import type { NodeView } from "@tiptap/pm/view";
import { h } from "../dom";

/** What is to stand in it: a drawing that comes later than the next one does not take its place. */
const wanted = new WeakMap<HTMLElement, string>();

/** Draws a formula into an element, or its source where it is wrong. */
export async function drawFormula(into: HTMLElement, latex: string, block: boolean): Promise<void> {
  wanted.set(into, latex);
  const drawn = await import("../lazy/maths").then(({ drawing }) => drawing(latex, block)).catch(() => null);
  if (wanted.get(into) !== latex) return;
  into.replaceChildren(...(drawn ?? [latex]));
  into.classList.toggle("wrong", !drawn);
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
    if (latex !== "") return void drawFormula(shown, latex, block);
    wanted.delete(shown);
    shown.textContent = "Formula";
    shown.classList.remove("wrong");
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
