// What comes from the clipboard: Markdown becomes what it means, HTML is brought to the schema, the address of a page
// becomes a link to it, and marks of comments stay where they were made.

import { Extension } from "@tiptap/core";
import { DOMParser, Fragment, type Node, Slice } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import type { UndoManager } from "yjs";
import { pageAt, place } from "./address";
import { findNumbered } from "./find";
import { looksLikeMarkdown, markdownToHtml, tidy } from "./markdown";

export const paste = Extension.create({
  name: "clipboardOfPages",
  addProseMirrorPlugins: () => [
    new Plugin({
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

export async function insertMarkdown(view: EditorView, text: string): Promise<void> {
  let slice: Slice;
  try {
    slice = sliceOf(DOMParser.fromSchema(view.state.schema).parse(tidy(await markdownToHtml(text))));
  } catch {
    // Without the parser it is text, in paragraphs.
    slice = Slice.empty;
  }
  if (view.isDestroyed || !view.editable) return;
  if (slice.size === 0) view.pasteText(text);
  else {
    const { from, to } = view.state.selection;
    view.dispatch(view.state.tr.replaceRange(from, to, slice).setMeta("paste", true).scrollIntoView());
  }
}

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
  const steps = yUndoPluginKey.getState(view.state)?.undoManager as UndoManager | undefined;
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
