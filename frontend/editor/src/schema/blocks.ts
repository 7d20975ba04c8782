// Blocks of our own: callouts, files, embeds, and formulas that stand alone.

import { Node, type NodeViewRendererProps, mergeAttributes, nodeInputRule, textblockTypeInputRule, wrappingInputRule } from "@tiptap/core";
import { embedOf } from "../embeds";
import { h, linkable } from "../dom";
import { formulaView } from "./maths";

export const CALLOUTS = ["note", "tip", "important", "warning", "caution"] as const;

export const Callout = Node.create({
  name: "callout",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({
    kind: {
      default: "note",
      parseHTML: (element: HTMLElement) => CALLOUTS.find((kind) => element.classList.contains(kind)) ?? "note",
      rendered: false,
    },
  }),
  parseHTML: () => [{ tag: "aside.callout" }],
  renderHTML: ({ node }) => ["aside", { class: `callout ${CALLOUTS.find((kind) => kind === node.attrs.kind) ?? "note"}` }, 0],
  addInputRules() {
    return [
      wrappingInputRule({
        find: /^>?\s?\[!(note|tip|important|warning|caution)\]\s$/i,
        type: this.type,
        getAttributes: (match) => ({ kind: match[1]?.toLowerCase() }),
      }),
      wrappingInputRule({ find: /^:::(note|tip|important|warning|caution)?\s$/, type: this.type, getAttributes: (match) => ({ kind: match[1] ?? "note" }) }),
    ];
  },
});

export const File = Node.create({
  name: "file",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    src: { default: "", parseHTML: (element: HTMLElement) => element.getAttribute("href") ?? "", rendered: false },
    name: { default: "", parseHTML: (element: HTMLElement) => element.getAttribute("download") || nameIn(element), rendered: false },
    size: { default: 0, parseHTML: (element: HTMLElement) => Number(element.getAttribute("data-size") ?? 0) || 0, rendered: false },
  }),
  // Before the link that it would be otherwise.
  parseHTML: () => [{ tag: "a.file", priority: 100 }],
  renderHTML: ({ node }) => [
    "a",
    { class: "file", href: linkable(node.attrs.src), download: node.attrs.name, "data-size": String(node.attrs.size) },
    `${node.attrs.name} `,
    ["span", sizeText(node.attrs.size)],
  ],
});

const nameIn = (element: HTMLElement): string => (element.firstChild?.textContent ?? "").trim();

export function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 10 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    src: { default: "", parseHTML: (element: HTMLElement) => element.getAttribute("data-src") ?? "", rendered: false },
  }),
  parseHTML: () => [{ tag: "figure.embed" }],
  renderHTML: ({ node }) => {
    const href = /^https?:/.test(node.attrs.src) ? node.attrs.src : undefined;
    return ["figure", { class: "embed", "data-src": node.attrs.src }, ["a", { href, rel: "noopener noreferrer" }, node.attrs.src]];
  },
  addNodeView() {
    return ({ node }: NodeViewRendererProps) => {
      const { src } = node.attrs as { src: string };
      const known = embedOf(src);
      const link = h("a", { href: known ? src : null, rel: "noopener noreferrer" }, src);
      // Who reads has a button there, which shows it in place.
      return { dom: h("figure", { class: "embed", "data-src": src }, link, known && h("span", { class: "muted" }, known.name)) };
    };
  },
});

export const MathBlock = Node.create({
  name: "mathBlock",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  parseHTML: () => [
    {
      tag: "div.math",
      preserveWhitespace: "full",
      getContent: (element, schema) => {
        const source = (element as HTMLElement).dataset.latex ?? element.textContent ?? "";
        return schema.nodes.mathBlock!.create(null, source ? schema.text(source) : null).content;
      },
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => ["div", mergeAttributes(HTMLAttributes, { class: "math", "data-latex": node.textContent }), 0],
  addInputRules() {
    return [textblockTypeInputRule({ find: /^\$\$\s$/, type: this.type })];
  },
  addKeyboardShortcuts() {
    const leave = () => {
      const { $from, empty } = this.editor.state.selection;
      if (!empty || $from.parent.type !== this.type || $from.parentOffset < $from.parent.content.size) return false;
      return this.editor.commands.exitCode();
    };
    return {
      "Mod-Enter": leave,
      // On an empty last line, which goes; and where there is nothing below to go to.
      Enter: () => {
        const { $from } = this.editor.state.selection;
        if ($from.parent.type !== this.type || !$from.parent.textContent.endsWith("\n") || !leave()) return false;
        return this.editor.commands.deleteRange({ from: $from.pos - 1, to: $from.pos });
      },
      ArrowDown: () => {
        const { $from } = this.editor.state.selection;
        return $from.parent.type === this.type && $from.after() === this.editor.state.doc.content.size && leave();
      },
      Backspace: () => {
        const { $from, empty } = this.editor.state.selection;
        return empty && $from.parent.type === this.type && $from.parent.content.size === 0 && this.editor.commands.setNode("paragraph");
      },
    };
  },
  addNodeView: () => (props: NodeViewRendererProps) => formulaView(props, true),
});

export const MathInline = Node.create({
  name: "mathInline",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    latex: {
      default: "",
      parseHTML: (element: HTMLElement) => element.dataset.latex ?? element.textContent ?? "",
      rendered: false,
    },
  }),
  parseHTML: () => [{ tag: "span.math" }],
  renderHTML: ({ node }) => ["span", { class: "math", "data-latex": node.attrs.latex }, node.attrs.latex],
  renderText: ({ node }) => `$${node.attrs.latex}$`,
  addInputRules() {
    return [nodeInputRule({ find: /(?:^|\s)(\$([^\s$][^$]*[^\s$]|[^\s$])\$)$/, type: this.type, getAttributes: (match) => ({ latex: match[2] }) })];
  },
  addNodeView: () => (props: NodeViewRendererProps) => formulaView(props, false),
});
