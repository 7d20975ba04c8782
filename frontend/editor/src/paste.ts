// What comes from the clipboard: Markdown becomes what it means, HTML is brought to the schema, the address of a page
// becomes a link to it, and marks of comments stay where they were made.

import { Extension } from "@tiptap/core";
import { DOMParser, Fragment, type Node, type Schema, Slice } from "@tiptap/pm/model";
import { type EditorState, Plugin, Selection, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey, yUndoPluginKey } from "@tiptap/y-tiptap";
import type { RelativePosition, UndoManager } from "yjs";
import { pageAt, place } from "./address";
import { findNumbered } from "./find";
import { type Parser, looksLikeMarkdown, markdownParser, tidy } from "./markdown";

/** After the editor is there: by then it has come and takes letters, and what may be pasted is near. */
const SOON = 1_000;

export const paste = Extension.create({
  name: "clipboardOfPages",
  addProseMirrorPlugins: () => [
    new Plugin({
      view: (view) => {
        const due = setTimeout(() => {
          if (view.editable) Promise.resolve(markdownParser()).catch(() => {});
        }, SOON);
        return { destroy: () => clearTimeout(due) };
      },
      props: {
        transformPastedHTML: (html) => tidy(html).innerHTML,
        transformCopied: withoutComments,
        handlePaste: (view, event) => {
          const data = event.clipboardData;
          const text = data?.getData("text/plain") ?? "";
          // With Shift somebody wants the text as it is; in code it always is.
          const asIs = (view as unknown as { input?: { shiftKey?: boolean } }).input?.shiftKey || view.state.selection.$from.parent.type.spec.code;
          const address = text.trim();
          const page = asIs || !view.state.selection.empty || !/^https?:/.test(address) ? null : pageAt(address);
          if (page) {
            void nameLink(view, address, page.number);
            // Some programs copy it with the title for its words, which is not for everybody who reads this page.
            const link = view.state.schema.marks.link!.create({ href: address });
            view.dispatch(view.state.tr.replaceSelectionWith(view.state.schema.text(address, [link]), false).setMeta("paste", true).scrollIntoView());
            return true;
          }
          const html = data?.types.includes("text/html") && !data.types.includes("vscode-editor-data");
          if (asIs || html || !looksLikeMarkdown(text)) return false;
          void insertMarkdown(view, text);
          return true;
        },
      },
    }),
  ],
});

/**
 * Puts in what the Markdown means. Until the parser has come, and if it never does, its words stand there as they are; they
 * become what they mean by then only where nobody has changed them.
 */
export async function insertMarkdown(view: EditorView, text: string, parser: Parser | Promise<Parser> = markdownParser()): Promise<void> {
  const meant = typeof parser === "function" ? meaning(view.state.schema, text, parser) : null;
  if (meant) {
    const { from, to } = view.state.selection;
    view.dispatch(replaced(view.state, from, to, meant).scrollIntoView());
    return;
  }
  const steps = stepsOf(view.state);
  steps?.stopCapturing();
  const words = insertWords(view, text);
  steps?.stopCapturing();
  if (typeof parser === "function") return;
  const step = steps?.undoStack.at(-1);
  const come = await parser.catch(() => null);
  if (!come || !words || view.isDestroyed || !view.editable) return;
  const slice = meaning(view.state.schema, text, come);
  const at = slice && placeOfWords(view.state, words);
  if (!at) return;
  // Undone, it is one step, unless something else was done meanwhile.
  if (steps && step && steps.undoStack.at(-1) === step) steps.lastChange = Date.now();
  else steps?.stopCapturing();
  view.dispatch(replaced(view.state, at.from, at.to, slice));
  steps?.stopCapturing();
}

/** None where there is none, or the parser breaks on it. */
function meaning(schema: Schema, text: string, parser: Parser): Slice | null {
  try {
    const slice = sliceOf(DOMParser.fromSchema(schema).parse(tidy(parser(text))));
    return slice.size > 0 ? slice : null;
  } catch {
    return null;
  }
}

/** A caret that was behind what is replaced is behind what takes its place, and not in the block below. */
function replaced(state: EditorState, from: number, to: number, slice: Slice) {
  const tr = state.tr.replaceRange(from, to, slice).setMeta("paste", true);
  if (state.selection.from >= from && state.selection.to === to) {
    const end = Selection.findFrom(tr.doc.resolve(tr.mapping.map(to)), -1);
    if (end instanceof TextSelection) tr.setSelection(end);
  }
  return tr;
}

interface Words {
  slice: Slice;
  /** Where they end: others may write before and behind it. */
  end: RelativePosition;
}

/** Puts in text as it is, in paragraphs. Says what has to be there still for it to become something else. */
function insertWords(view: EditorView, text: string): Words | null {
  const { schema, selection, tr } = view.state;
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  const paragraphs = lines.map((line) => schema.nodes.paragraph!.create(null, schema.text(line)));
  tr.replaceSelection(new Slice(Fragment.from(paragraphs), 1, 1));
  const { from } = selection;
  const to = tr.mapping.map(selection.to);
  view.dispatch(tr.setMeta("paste", true).scrollIntoView());
  const sync = ySyncPluginKey.getState(view.state);
  if (!sync?.binding || from >= to) return null;
  const end = absolutePositionToRelativePosition(to, sync.type, sync.binding.mapping) as RelativePosition;
  return { slice: view.state.doc.slice(from, to), end };
}

/** Where the words stand unchanged. What others write builds the whole document anew, so that no step says where they went. */
function placeOfWords(state: EditorState, { slice, end }: Words): { from: number; to: number } | null {
  const { doc, type, binding } = ySyncPluginKey.getState(state);
  const to = relativePositionToAbsolutePosition(doc, type, end, binding.mapping);
  const from = (to ?? 0) - slice.size;
  if (to === null || from < 0 || to > state.doc.content.size) return null;
  return state.doc.slice(from, to).eq(slice) ? { from, to } : null;
}

const stepsOf = (state: EditorState) => yUndoPluginKey.getState(state)?.undoManager as UndoManager | undefined;

/**
 * The address of a page that stands by itself is a link at once, and the name of the page as soon as that is known. To be
 * called right before the address comes to where the selection is.
 */
export async function nameLink(view: EditorView, address: string, number: number): Promise<void> {
  const at = view.state.selection.from;
  const before = placesOf(view.state.doc, address);
  const first = before.filter((place) => place < at).length;
  const page = await findNumbered(place, number).catch(() => null);
  if (!page || view.isDestroyed || !view.editable) return;
  const { doc, schema, tr } = view.state;
  const places = placesOf(doc, address);
  // Somebody may have taken it away meanwhile, and others like it stay.
  if (places.length !== before.length + 1) return;
  const from = places[first]!;
  const link = schema.nodes.pageLink!.create({ id: page.id });
  // A step of its own, so that whoever wants the address has it back by undoing that.
  const steps = stepsOf(view.state);
  steps?.stopCapturing();
  view.dispatch(tr.replaceWith(from, from + address.length, link).setMeta("paste", true));
  steps?.stopCapturing();
}

/** Where the address stands as words of its own. */
function placesOf(doc: Node, address: string): number[] {
  const places: number[] = [];
  doc.descendants((node, place) => {
    if (node.isText && node.text === address) places.push(place);
  });
  return places;
}

/** Paragraphs at the ends join what they are pasted into; anything else stands by itself. */
function sliceOf({ content }: Node): Slice {
  const open = (node: Node | null) => (node?.type.name === "paragraph" ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

function withoutComments(slice: Slice): Slice {
  const plain = (content: Fragment): Fragment => {
    const nodes: Node[] = [];
    content.forEach((node) => {
      const marks = node.marks.filter(({ type }) => type.name !== "comment");
      nodes.push((node.isText ? node : node.copy(plain(node.content))).mark(marks));
    });
    return Fragment.from(nodes);
  };
  return new Slice(plain(slice.content), slice.openStart, slice.openEnd);
}
