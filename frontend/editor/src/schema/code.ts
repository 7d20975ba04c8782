// Code, coloured once the highlighter is there, and diagrams drawn from it. Colours are decorations: they are in no
// document.

import type { NodeViewRendererProps } from "@tiptap/core";
import { CodeBlock } from "@tiptap/extension-code-block";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView, type NodeView } from "@tiptap/pm/view";
import { h } from "../dom";
import { drawDiagram } from "../diagrams";
import type { Span } from "../lazy/colours";

export const LANGUAGES: [string, string][] = [
  ["", "Plain text"], ["bash", "Shell"], ["c", "C"], ["cpp", "C++"], ["csharp", "C#"], ["css", "CSS"], ["diff", "Diff"],
  ["go", "Go"], ["graphql", "GraphQL"], ["xml", "HTML, XML"], ["ini", "INI, TOML"], ["java", "Java"], ["javascript", "JavaScript"],
  ["json", "JSON"], ["kotlin", "Kotlin"], ["less", "Less"], ["lua", "Lua"], ["makefile", "Makefile"], ["markdown", "Markdown"],
  ["mermaid", "Mermaid diagram"], ["objectivec", "Objective-C"], ["perl", "Perl"], ["php", "PHP"], ["python", "Python"],
  ["r", "R"], ["ruby", "Ruby"], ["rust", "Rust"], ["scss", "SCSS"], ["sql", "SQL"], ["swift", "Swift"],
  ["typescript", "TypeScript"], ["vbnet", "Visual Basic"], ["wasm", "WebAssembly"], ["yaml", "YAML"],
];

type Highlighter = typeof import("../lazy/highlight");
/** Long code is coloured when nobody has written for so long. */
const CALM = 200;
const key = new PluginKey<DecorationSet>("colours");
let highlighter: Highlighter | null = null;

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
        const moved = tr.docChanged ? old.map(tr.mapping, tr.doc) : old;
        return tr.getMeta(key) || (tr.docChanged && touchesCode(before.doc, tr.doc)) ? coloured(tr.doc, moved) : moved;
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      let due: ReturnType<typeof setTimeout> | undefined;
      let looked: Node | undefined;
      const update = () => {
        fetchWhenWanted(view);
        if (!highlighter || looked === view.state.doc) return;
        looked = view.state.doc;
        if (!pending(looked).length) return;
        clearTimeout(due);
        due = setTimeout(() => pending(view.state.doc).forEach((node) => colourLater(view, node)), CALM);
      };
      update();
      return { update, destroy: () => clearTimeout(due) };
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
  if (highlighter || coming || !hasCode(view.state.doc)) return;
  coming = true;
  import("../lazy/highlight").then(
    (module) => {
      highlighter = module;
      if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true));
    },
    () => (coming = false),
  );
}

const known = new WeakMap<Node, Span[]>();
const asked = new WeakSet<Node>();

/** Code that is too long to be coloured at once, and was not asked for yet. */
function pending(doc: Node): Node[] {
  const found: Node[] = [];
  doc.descendants((node) => {
    if (node.type.name === "codeBlock" && !known.has(node) && !asked.has(node)) found.push(node);
    return !node.isTextblock;
  });
  return found;
}

async function colourLater(view: EditorView, node: Node): Promise<void> {
  asked.add(node);
  known.set(node, await highlighter!.spansLater(node.textContent, node.attrs.language as string));
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true));
}

/** What has its colours only later keeps those that it had until then. */
function coloured(doc: Node, before = DecorationSet.empty): DecorationSet {
  const found: Decoration[] = [];
  if (highlighter) {
    doc.descendants((node, at) => {
      if (node.type.name !== "codeBlock") return !node.isTextblock;
      const spans = known.get(node) ?? highlighter!.spans(node.textContent, node.attrs.language);
      if (!spans) found.push(...before.find(at + 1, at + node.nodeSize - 1));
      else known.set(node, spans);
      for (const { from, to, name } of spans ?? []) found.push(Decoration.inline(at + 1 + from, at + 1 + to, { class: name }));
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
