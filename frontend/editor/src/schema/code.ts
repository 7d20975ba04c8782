// Code, coloured once the highlighter is there, and diagrams drawn from it. Colours are decorations: they are in no
// document.

import type { NodeViewRendererProps } from "@tiptap/core";
import { CodeBlock } from "@tiptap/extension-code-block";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView, type NodeView } from "@tiptap/pm/view";
import { h } from "../dom";
import { drawDiagram } from "../diagrams";

export const LANGUAGES: [string, string][] = [
  ["", "Plain text"], ["bash", "Shell"], ["c", "C"], ["cpp", "C++"], ["csharp", "C#"], ["css", "CSS"], ["diff", "Diff"],
  ["go", "Go"], ["graphql", "GraphQL"], ["xml", "HTML, XML"], ["ini", "INI, TOML"], ["java", "Java"], ["javascript", "JavaScript"],
  ["json", "JSON"], ["kotlin", "Kotlin"], ["less", "Less"], ["lua", "Lua"], ["makefile", "Makefile"], ["markdown", "Markdown"],
  ["mermaid", "Mermaid diagram"], ["objectivec", "Objective-C"], ["perl", "Perl"], ["php", "PHP"], ["python", "Python"],
  ["r", "R"], ["ruby", "Ruby"], ["rust", "Rust"], ["scss", "SCSS"], ["sql", "SQL"], ["swift", "Swift"],
  ["typescript", "TypeScript"], ["vbnet", "Visual Basic"], ["wasm", "WebAssembly"], ["yaml", "YAML"],
];

type Highlight = typeof import("../lazy/highlight").spans;
const key = new PluginKey<DecorationSet>("colours");
let highlight: Highlight | null = null;

export const Code = CodeBlock.extend({
  addAttributes: () => ({
    language: {
      default: null,
      parseHTML: (element: HTMLElement) => {
        const code = element.querySelector("code") ?? element;
        return [...code.classList].find((name) => name.startsWith("language-"))?.slice(9) ?? null;
      },
      rendered: false,
    },
  }),
  addNodeView: () => view,
  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), colours(), caretInside()];
  },
});

function colours(): Plugin {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, { doc }) => coloured(doc),
      apply: (tr, old, before) => {
        if (tr.getMeta(key)) return coloured(tr.doc);
        if (!tr.docChanged) return old;
        return touchesCode(before.doc, tr.doc) ? coloured(tr.doc) : old.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      fetchWhenWanted(view);
      return { update: fetchWhenWanted };
    },
  });
}

/** Marks the block that the caret is in: a formula or a diagram shows its source only then. */
function caretInside(): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc, selection: { $from } }) => {
        const { name } = $from.parent.type;
        if (name !== "codeBlock" && name !== "mathBlock") return null;
        return DecorationSet.create(doc, [Decoration.node($from.before(), $from.after(), { class: "has-caret" })]);
      },
    },
  });
}

const hasCode = (doc: Node): boolean => {
  let found = false;
  doc.descendants((node) => {
    found ||= node.type.name === "codeBlock" && node.textContent !== "";
    return !found && !node.isTextblock;
  });
  return found;
};

/** Blocks that an edit left alone are the same objects before and after. */
function touchesCode(before: Node, after: Node): boolean {
  const old = new Set<Node>();
  before.descendants((node) => {
    if (node.type.name === "codeBlock") old.add(node);
    return !node.isTextblock;
  });
  let same = 0;
  let touched = false;
  after.descendants((node) => {
    if (node.type.name === "codeBlock") old.has(node) ? (same += 1) : (touched = true);
    return !node.isTextblock;
  });
  return touched || same !== old.size;
}

let coming = false;
function fetchWhenWanted(view: EditorView): void {
  if (highlight || coming || !hasCode(view.state.doc)) return;
  coming = true;
  import("../lazy/highlight").then(
    ({ spans }) => {
      highlight = spans;
      if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true));
    },
    () => (coming = false),
  );
}

const known = new WeakMap<Node, ReturnType<Highlight>>();

function coloured(doc: Node): DecorationSet {
  const found: Decoration[] = [];
  if (highlight) {
    doc.descendants((node, at) => {
      if (node.type.name !== "codeBlock") return !node.isTextblock;
      let spans = known.get(node);
      if (!spans) known.set(node, (spans = highlight!(node.textContent, node.attrs.language)));
      for (const { from, to, name } of spans) found.push(Decoration.inline(at + 1 + from, at + 1 + to, { class: name }));
      return false;
    });
  }
  return DecorationSet.create(doc, found);
}

function view({ node: first, editor, getPos }: NodeViewRendererProps): NodeView {
  let node = first;
  const code = h("code", { spellcheck: "false" });
  const select = h("select", { "aria-label": "Language", class: "language" }, ...LANGUAGES.map(([value, name]) => h("option", { value }, name)));
  const diagram = h("div", { class: "diagram", contenteditable: "false", hidden: true });
  const tools = h("div", { class: "code-tools", contenteditable: "false" }, select);
  const dom = h("div", { class: "code-block" }, tools, h("pre", {}, code), diagram);
  let drawn = "";
  let due: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    const language = (node.attrs.language as string | null) ?? "";
    code.className = language ? `language-${language}` : "";
    if (![...select.options].some((option) => option.value === language)) select.append(h("option", { value: language }, language));
    select.value = language;
    select.disabled = !editor.isEditable;
    const mermaid = language === "mermaid" && node.textContent.trim() !== "";
    diagram.hidden = !mermaid;
    if (!mermaid || node.textContent === drawn) return;
    drawn = node.textContent;
    clearTimeout(due);
    due = setTimeout(() => drawDiagram(diagram, drawn), diagram.childNodes.length ? 400 : 0);
  };
  select.addEventListener("change", () => {
    const at = getPos();
    if (at === undefined || !editor.isEditable) return;
    editor.chain().command(({ tr }) => !!tr.setNodeMarkup(at, undefined, { language: select.value || null })).focus().run();
  });
  diagram.addEventListener("mousedown", (event) => {
    const at = getPos();
    if (at === undefined || !editor.isEditable) return;
    event.preventDefault();
    editor.chain().focus().setTextSelection(at + 1 + node.content.size).run();
  });
  show();
  return {
    dom,
    contentDOM: code,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      show();
      return true;
    },
    stopEvent: (event) => tools.contains(event.target as globalThis.Node),
    ignoreMutation: (mutation) => mutation.type !== "selection" && !code.contains(mutation.target),
    destroy: () => clearTimeout(due),
  };
}
