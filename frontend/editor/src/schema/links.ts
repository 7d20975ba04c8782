// What points elsewhere within a line: people, pages, tasks, and addresses.

import { InputRule, Mark, Node, markPasteRule } from "@tiptap/core";
import type { Attrs, MarkType } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { addressOf } from "../address";
import { h, linkable, safeAddress } from "../dom";
import { type Kind, nameOf, showName } from "../names";

interface Reference {
  name: "mention" | "pageLink" | "taskLink";
  tag: string;
  class: string;
  /** Where its id stands in HTML. */
  data: string;
  /** What it refers to is called by what is known here, and the document keeps no name of it. */
  kind?: Kind;
}

const PERSON = "@";

function reference({ name, tag, class: named, data, kind }: Reference) {
  const labelled = (element: HTMLElement) => (element.textContent ?? "").replace(new RegExp(`^${PERSON}`), "");
  const shown = ({ id, label }: Attrs) => (kind ? nameOf(kind, id as string) : PERSON + label);
  const hrefOf = ({ id }: Attrs) => (kind === "page" ? addressOf(id as string) : undefined);
  return Node.create({
    name,
    group: "inline",
    inline: true,
    atom: true,
    selectable: true,
    addAttributes: () => ({
      id: { default: "", parseHTML: (element: HTMLElement) => element.getAttribute(data) ?? "", rendered: false },
      label: { default: "", parseHTML: (element: HTMLElement) => (kind ? "" : labelled(element)), rendered: false },
    }),
    parseHTML: () => [{ tag: `${tag}.${named}[${data}]`, priority: 100 }],
    renderHTML: ({ node }) => [tag, { class: named, [data]: node.attrs.id as string, href: hrefOf(node.attrs) }, shown(node.attrs)],
    renderText: ({ node }) => shown(node.attrs),
    addNodeView: () => {
      if (!kind) return null;
      return ({ node }) => {
        const id = node.attrs.id as string;
        const dom = h(tag as "a", { class: named, [data]: id });
        const destroy = showName(kind, id, () => {
          dom.textContent = shown(node.attrs);
          const href = hrefOf(node.attrs);
          if (href) dom.setAttribute("href", href);
        });
        return { dom, destroy };
      };
    },
  });
}

export const Mention = reference({ name: "mention", tag: "span", class: "mention", data: "data-person" });
export const PageLink = reference({ name: "pageLink", tag: "a", class: "page-link", data: "data-page-id", kind: "page" });
export const TaskLink = reference({ name: "taskLink", tag: "a", class: "task-link", data: "data-task-id", kind: "task" });

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"']*[^\s<>"'.,;:!?)\]]/;

/** Links are made by hand or by typing an address; one that could run something is none. */
export const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({
    href: { default: "", parseHTML: (element: HTMLElement) => linkable(element.getAttribute("href") ?? "") ?? "", rendered: false },
    title: { default: null, parseHTML: (element: HTMLElement) => element.getAttribute("title"), rendered: false },
  }),
  parseHTML: () => [{ tag: "a[href]:not(.file)", getAttrs: (element) => (linkable(element.getAttribute("href") ?? "") ? null : false) }],
  renderHTML: ({ mark }) => {
    const { href, title } = mark.attrs as { href: string; title: string | null };
    return ["a", { href: linkable(href), title, rel: "noopener noreferrer nofollow" }, 0];
  },
  addInputRules() {
    const { type } = this;
    return [
      new InputRule({
        find: /\[([^\]\n]+)\]\(([^)\s]+)\)$/,
        handler: ({ state, range, match }) => linked(state.tr, range.from, range.to, match[1]!, match[2]!, type) ?? undefined,
      }),
      new InputRule({
        find: new RegExp(`(?:^|\\s)(${ADDRESS.source})\\s$`),
        handler: ({ state, range, match }) => {
          const address = match[1]!;
          const from = range.from + match[0].indexOf(address);
          const href = safeAddress(address);
          if (!href || state.doc.rangeHasMark(from, from + address.length, type)) return null;
          state.tr.addMark(from, Math.min(from + address.length, state.doc.content.size), type.create({ href })).insertText(" ", range.to);
          return undefined;
        },
      }),
    ];
  },
  addPasteRules() {
    return [markPasteRule({ find: new RegExp(ADDRESS.source, "g"), type: this.type, getAttributes: (match) => ({ href: safeAddress(match[0]) }) })];
  },
  addProseMirrorPlugins() {
    const { editor, type } = this;
    return [
      new Plugin({
        props: {
          // An address pasted over words links them.
          handlePaste: (view, event) => {
            const text = event.clipboardData?.getData("text/plain").trim() ?? "";
            const { empty, from, to } = view.state.selection;
            if (empty || !new RegExp(`^${ADDRESS.source}$`).test(text)) return false;
            if (view.state.doc.textBetween(from, to, "\n").includes("\n")) return false;
            return editor.commands.setMark(type, { href: safeAddress(text) });
          },
          // A link is followed by Ctrl or Cmd and a click; reading follows it as always.
          handleClick: (view, _, event) => {
            const link = (event.target as Element | null)?.closest?.("a[href]");
            if (!link || !view.dom.contains(link) || !(event.ctrlKey || event.metaKey || !view.editable)) return false;
            window.open((link as HTMLAnchorElement).href, "_blank", "noopener");
            return true;
          },
        },
      }),
    ];
  },
});

function linked(tr: import("@tiptap/pm/state").Transaction, from: number, to: number, text: string, address: string, type: MarkType): null | void {
  const href = safeAddress(address);
  if (!href) return null;
  tr.replaceWith(from, to, type.schema.text(text, [type.create({ href })])).removeStoredMark(type);
}

/** With this the thread of a mark begins once it is settled, as the server has it (`src/wiki/document/node.rs`). */
const SETTLED = "settled:";

/**
 * Where somebody has said something. The server sets and removes it, and it is not copied along with the words. Of a thread
 * that is settled it stays, so that it is there when that is taken up again, and nobody sees it.
 */
export const Comment = Mark.create({
  name: "comment",
  inclusive: false,
  excludes: "",
  addAttributes: () => ({ thread: { default: "", rendered: false } }),
  parseHTML: () => [],
  renderHTML: ({ mark }) => {
    const thread = mark.attrs.thread as string;
    return ["span", thread.startsWith(SETTLED) ? {} : { class: "commented", "data-thread": thread }, 0];
  },
});
