// Places in a text that survive what others write. Whatever comes from them takes the place of the whole document, so that
// neither a number nor what ProseMirror maps leads anywhere then: the shared document knows its parts.

import type { Node } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";

/** Words are one part there, and as many nodes here as they have looks: what is counted is everything else. */
const partsOf = (parent: Y.XmlFragment): Y.XmlElement[] =>
  parent.toArray().filter((part): part is Y.XmlElement => part instanceof Y.XmlElement);

const sharedOf = (state: EditorState): Y.XmlFragment => (ySyncPluginKey.getState(state) as { type: Y.XmlFragment }).type;

/** Where the node that begins here stands by the time somebody asks; nothing once it is gone. */
export function keepNode(state: EditorState, at: number): (doc: Node) => number | null {
  const root = sharedOf(state);
  const $at = state.doc.resolve(at);
  let kept: Y.XmlFragment | undefined = root;
  for (let depth = 0; depth <= $at.depth && kept; depth += 1) {
    let number = 0;
    for (let index = 0; index < $at.index(depth); index += 1) if (!$at.node(depth).child(index).isText) number += 1;
    kept = partsOf(kept)[number];
  }
  // The line that an empty page shows is in nobody's document yet.
  if (!(kept instanceof Y.XmlElement) || kept.nodeName !== $at.nodeAfter?.type.name) return (doc) => (doc.eq(state.doc) ? at : null);
  const part = kept;
  return (doc) => placeOf(part, root, doc);
}

function placeOf(part: Y.XmlElement, root: Y.XmlFragment, doc: Node): number | null {
  const path: number[] = [];
  for (let one: Y.XmlFragment = part; one !== root; ) {
    const parent: unknown = one.parent;
    if (!(parent instanceof Y.XmlFragment)) return null;
    const number = partsOf(parent).indexOf(one as Y.XmlElement);
    if (number < 0) return null;
    path.unshift(number);
    one = parent;
  }
  let [node, place] = [doc, -1];
  for (const number of path) {
    const found = childOf(node, number);
    if (!found) return null;
    place += 1 + found.offset;
    node = found.node;
  }
  return place;
}

function childOf(parent: Node, number: number): { node: Node; offset: number } | null {
  let [rest, offset] = [number, 0];
  for (const node of parent.children) {
    if (!node.isText && rest === 0) return { node, offset };
    if (!node.isText) rest -= 1;
    offset += node.nodeSize;
  }
  return null;
}

/** A place between the blocks of a page: behind the one that it is behind now, and where that was once it is gone. */
export function keepGap(state: EditorState, at: number): (doc: Node) => number {
  const root = sharedOf(state);
  const index = Math.min(state.doc.resolve(at).index(0), root.length);
  const kept = Y.createRelativePositionFromTypeIndex(root, index, -1);
  return (doc) => {
    const found = root.doc && Y.createAbsolutePositionFromRelativePosition(kept, root.doc);
    return doc.children.slice(0, found?.index ?? doc.childCount).reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  };
}

interface Change {
  isChangeOrigin?: boolean;
  isUndoRedoOperation?: boolean;
}

const changeOf = (tr: Transaction): Change => (tr.getMeta(ySyncPluginKey) as Change | undefined) ?? {};

/** Whether it comes from the shared document: from others, or because somebody here took a step back. */
export const isShared = (tr: Transaction): boolean => !!changeOf(tr).isChangeOrigin;

/** Whether it is what others wrote. */
export const isOthers = (tr: Transaction): boolean => isShared(tr) && !changeOf(tr).isUndoRedoOperation;
