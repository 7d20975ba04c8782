// A picture: as wide as the text or narrower, by its handle or by keys.

import { Node, type NodeViewRendererProps } from "@tiptap/core";
import type { NodeView } from "@tiptap/pm/view";
import { h } from "../dom";

const LEAST = 48;
/** What a key adds or takes. */
const STEP = 20;

const whole = (text: string | null): number | null => {
  const number = Number.parseInt(text ?? "", 10);
  return number >= 1 && number <= 10_000 ? number : null;
};

const addressOf = (src: unknown): string | undefined => {
  const text = String(src);
  return /^(?:https?:\/\/|\/(?!\/)|blob:)/i.test(text) ? text : undefined;
};

export const Image = Node.create({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    src: { default: "", rendered: false, parseHTML: (element: HTMLElement) => element.getAttribute("src") ?? "" },
    alt: { default: null, rendered: false, parseHTML: (element: HTMLElement) => element.getAttribute("alt") },
    title: { default: null, rendered: false, parseHTML: (element: HTMLElement) => element.getAttribute("title") },
    width: { default: null, rendered: false, parseHTML: (element: HTMLElement) => whole(element.getAttribute("width")) },
  }),
  // What a page brings along as data is no address: it would be in the document for ever.
  parseHTML: () => [{ tag: "img[src]", getAttrs: (element) => (addressOf(element.getAttribute("src")) ? null : false) }],
  renderHTML: ({ node }) => {
    const { src, alt, title, width } = node.attrs;
    return ["figure", { class: "image" }, ["img", { src: addressOf(src), alt: alt ?? "", title, width, loading: "lazy" }]];
  },
  addNodeView: () => view,
});

function view({ node: first, editor, getPos }: NodeViewRendererProps): NodeView {
  const img = h("img", { loading: "lazy", draggable: "false" });
  const handle = h("span", {
    class: "resize",
    role: "slider",
    tabindex: "0",
    "aria-label": "Width of the picture",
    "aria-valuemin": LEAST,
    contenteditable: "false",
  });
  const dom = h("figure", { class: "image" }, h("span", { class: "picture" }, img, handle));
  let node = first;

  const show = () => {
    const { src, alt, title, width } = node.attrs as { src: string; alt: string | null; title: string | null; width: number | null };
    const address = addressOf(src);
    if (img.getAttribute("src") !== (address ?? null)) address ? (img.src = address) : img.removeAttribute("src");
    img.alt = alt ?? "";
    img.title = title ?? "";
    width ? (img.width = width) : img.removeAttribute("width");
    handle.setAttribute("aria-valuenow", String(width ?? img.naturalWidth));
  };
  const most = () => Math.round(dom.getBoundingClientRect().width) || 680;
  const keep = (width: number) => {
    const at = getPos();
    if (at === undefined || !editor.isEditable) return;
    const wanted = Math.round(Math.max(LEAST, Math.min(width, most())));
    editor.view.dispatch(editor.state.tr.setNodeMarkup(at, undefined, { ...node.attrs, width: wanted }));
  };

  handle.addEventListener("pointerdown", (event) => {
    if (!editor.isEditable) return;
    event.preventDefault();
    const [from, width] = [event.clientX, img.getBoundingClientRect().width];
    const now = (move: PointerEvent) => Math.max(LEAST, Math.min(width + move.clientX - from, most()));
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => void (img.width = now(move));
    handle.onpointerup = handle.onpointercancel = (up) => {
      handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
      keep(now(up));
    };
  });
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    keep(img.getBoundingClientRect().width + by);
  });
  show();
  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      show();
      return true;
    },
    selectNode: () => dom.classList.add("picked"),
    deselectNode: () => dom.classList.remove("picked"),
    stopEvent: (event) => handle.contains(event.target as globalThis.Node) && event.type !== "dragstart",
    ignoreMutation: () => true,
  };
}
