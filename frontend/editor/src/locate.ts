// Where words that are selected on a page to read stand in its document, for the server to mark them. The document is
// opened for so long, and nothing of it is shown.

import * as Y from "yjs";
import { type Place, SIGN, type Words, between } from "./lines";
import { Session, type Settings } from "./live/session";
import { isHeld } from "./live/unbuildable";
import type { PageData } from "./page";
import { schema } from "./schema";

/** Relative positions of Yjs. */
export interface Span {
  from: unknown;
  to: unknown;
}

/** Whoever waits longer comments without a mark in the text. */
const PATIENCE = 5_000;
const LOOK = 25;

const LINE = /^(?:paragraph|heading)$/;

/** Nothing where the server cannot be reached, or something else stands there by now. */
export async function locate(data: PageData, words: Words, settings: Settings = {}): Promise<Span | null> {
  let over = false;
  const late = setTimeout(() => (over = true), PATIENCE);
  const session = new Session(data, schema, { saved: () => {}, level: () => {}, ended: () => (over = true) }, settings);
  try {
    await session.start();
    while (!over && !session.provider.synced) await new Promise((resolve) => setTimeout(resolve, LOOK));
    return over || isHeld(session.doc) ? null : spanOf(session.fragment, words);
  } finally {
    clearTimeout(late);
    session.destroy();
  }
}

export function spanOf(fragment: Y.XmlFragment, { from, to, words }: Words): Span | null {
  const lines = linesOf(fragment);
  const [first, last] = [lines[from.line], lines[to.line]];
  if (!first || !last || between(lines.map(textOf), from, to) !== words) return null;
  return { from: positionIn(first, from), to: positionIn(last, to) };
}

const linesOf = (of: Y.XmlFragment): Y.XmlElement[] =>
  of.toArray().flatMap((child) => (!(child instanceof Y.XmlElement) ? [] : LINE.test(child.nodeName) ? [child] : linesOf(child)));

const textOf = (line: Y.XmlElement): string =>
  line.toArray().map((child) => (child instanceof Y.XmlText ? wordsOf(child) : SIGN)).join("");

const wordsOf = (text: Y.XmlText): string => (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join("");

function positionIn(line: Y.XmlElement, { at }: Place): unknown {
  let rest = at;
  for (const [number, child] of line.toArray().entries()) {
    if (child instanceof Y.XmlText && rest <= child.length) return position(child, rest);
    if (!(child instanceof Y.XmlText) && rest === 0) return position(line, number);
    rest -= child instanceof Y.XmlText ? child.length : SIGN.length;
  }
  return position(line, line.length);
}

const position = (type: Y.XmlText | Y.XmlElement, at: number): unknown =>
  Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(type as unknown as Y.AbstractType<unknown>, at));
