// A text by its lines, so that a place in what is read can be found in the document: a paragraph or heading is a line, and
// what is no text within it, such as a mention, counts as one sign, however it is shown.

export interface Place {
  line: number;
  at: number;
}

/** A part of a text, and what stands there. */
export interface Words {
  from: Place;
  to: Place;
  words: string;
}

export const SIGN = "\uFFFC";

export const between = (lines: string[], from: Place, to: Place): string =>
  lines
    .slice(from.line, to.line + 1)
    .map((line, number) => line.slice(number === 0 ? from.at : 0, from.line + number === to.line ? to.at : undefined))
    .join("\n");
