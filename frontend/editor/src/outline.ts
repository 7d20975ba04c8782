// The headings of a page with the ids that links to them use, and how many words it has.

import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Heading } from "./page";

interface Anchor extends Heading {
  place: number;
}

interface Outline {
  anchors: Anchor[];
  set: DecorationSet;
}

const key = new PluginKey<Outline>("outline");

/** As the server makes them (`src/wiki/document/html/slug.rs`): letters and digits, anything else a hyphen; the second of a kind is `-2`. */
export function slug(text: string, taken: Map<string, number>): string {
  const letters = [...text.toLowerCase()].slice(0, 100).join("");
  const plain = letters.replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-|-$/g, "") || "section";
  let name = plain;
  let count = taken.get(plain) ?? 0;
  do {
    count += 1;
    if (count > 1) name = `${plain}-${count}`;
  } while (count > 1 && taken.has(name));
  taken.set(plain, count);
  if (!taken.has(name)) taken.set(name, 1);
  return name;
}

/** Of pages and tasks the name is for who may see them, and headings and words are counted for everybody. */
const nameOf = (leaf: Node): string | undefined => (leaf.type.name === "mention" ? (leaf.attrs.label as string | undefined) : undefined);

function outlineOf(doc: Node): Outline {
  const taken = new Map<string, number>();
  const anchors: Anchor[] = [];
  doc.descendants((node, place) => {
    if (node.type.name === "heading") {
      const text = node.textBetween(0, node.content.size, " ", (leaf) => nameOf(leaf) ?? "").trim();
      anchors.push({ level: node.attrs.level as number, text, id: slug(text, taken), place });
    }
    return !node.isTextblock;
  });
  const set = DecorationSet.create(doc, anchors.map(({ place, id }) => Decoration.node(place, place + doc.nodeAt(place)!.nodeSize, { id })));
  return { anchors, set };
}

export const anchorsOf = (state: EditorState): Anchor[] => key.getState(state)?.anchors ?? [];

export const outline = Extension.create({
  name: "outline",
  addProseMirrorPlugins: () => [
    new Plugin<Outline>({
      key,
      state: {
        init: (_, { doc }) => outlineOf(doc),
        apply: (tr, old) => (tr.docChanged ? outlineOf(tr.doc) : old),
      },
      props: { decorations: (state) => key.getState(state)?.set },
    }),
  ],
});

/** Words between blanks; of the scripts that write without blanks, signs. */
export function wordsOf(doc: Node): number {
  const text = doc.textBetween(0, doc.content.size, " ", (leaf) => nameOf(leaf) ?? " ");
  return text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}])+(?:['’.-](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}])+)*/gu)?.length ?? 0;
}
