// What two texts have in common, by what the server wrote of them: what this browser has made of it does not count.

/** What stands in a text that the server did not write. */
export const OWN = ".diagram, figure.embed > :is(button, iframe)";
/** And what an element has by what was done to it here. */
export const OWN_ATTRIBUTES = ["tabindex", "role", "aria-description"];
const OWN_CLASSES = ["drawn", "wrong", "pointed"];

/** So many pairs are weighed at most; what is more was written anew. */
const MOST = 100_000;
/** What has nothing in common but its kind. */
const FAINT = 0.01;

export const isCode = (element: Element): boolean => element.matches("pre > code");
export const isMaths = (element: Element): boolean => element.classList.contains("math");

export const partsOf = (place: Node): ChildNode[] =>
  [...place.childNodes].filter((node) => !(node instanceof Element && node.matches(OWN)));

function sourceOf(node: Node): string {
  if (!(node instanceof Element)) return `=${node.nodeValue ?? ""}`;
  const attributes = [...node.attributes]
    .filter(({ name }) => !OWN_ATTRIBUTES.includes(name))
    .map(({ name, value }) => ` ${name}=${name === "class" ? value.split(" ").filter((one) => !OWN_CLASSES.includes(one)).join(" ") : value}`)
    .filter((attribute) => attribute !== " class=");
  return `<${node.localName}${attributes.sort().join("")}\0${contentOf(node)}\0>`;
}

/** A formula says in an attribute what it is; code is what is left without its colours. */
function contentOf(element: Element): string {
  if (isMaths(element)) return "";
  return isCode(element) ? `=${element.textContent ?? ""}` : partsOf(element).map(sourceOf).join("\0");
}

/** Words, and each sign between them; of the scripts that write without blanks, signs. Together they are the text. */
export const piecesOf = (text: string): string[] =>
  text.match(/(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}])+|[^]/gu) ?? [];

/** The part of their pieces that both have. */
function likeness(before: Set<string>, after: Set<string>): number {
  let both = 0;
  for (const piece of before) if (after.has(piece)) both += 1;
  return both / Math.max(before.size, after.size);
}

/** How many of the last are the same. */
function trailing(before: string[], after: string[]): number {
  const most = Math.min(before.length, after.length);
  let count = 0;
  while (count < most && before[before.length - 1 - count] === after[after.length - 1 - count]) count += 1;
  return count;
}

/** How many of the first, without so many last ones. */
function leading(before: string[], after: string[], last: number): number {
  const most = Math.min(before.length, after.length) - last;
  let count = 0;
  while (count < most && before[count] === after[count]) count += 1;
  return count;
}

export interface Pair {
  before: number;
  after: number;
  same: boolean;
}

/** Which of these nodes become which of those, in their order: the same if it is there, else what is most like it. */
export function pairs(before: Node[], after: Node[]): Pair[] {
  const [old, fresh] = [before.map(sourceOf), after.map(sourceOf)];
  const known = new Map<string, Set<string>>();
  const pieces = (source: string): Set<string> => {
    const found = known.get(source) ?? new Set(piecesOf(source));
    known.set(source, found);
    return found;
  };
  return paired(old, fresh, (row, column) => {
    const [one, other] = [old[row]!, fresh[column]!];
    if (one === other) return 2;
    if (before[row]!.nodeName !== after[column]!.nodeName) return 0;
    return FAINT + (1 - FAINT) * likeness(pieces(one), pieces(other));
  });
}

/** Which pieces stay. A long one weighs more than a short one. */
export const pairsOfPieces = (before: string[], after: string[]): Pair[] =>
  paired(before, after, (row, column) => (before[row] === after[column] ? before[row]!.length : 0));

/**
 * In the order in which they weigh most together; what weighs nothing is no pair. Where there is a choice, the later ones:
 * so a word that is put in stands behind the blank before it, and not at the front of the next one, which may be selected.
 */
function paired(before: string[], after: string[], weigh: (row: number, column: number) => number): Pair[] {
  const last = trailing(before, after);
  const first = leading(before, after, last);
  const [rows, columns] = [before.length - last, after.length - last];
  const found: Pair[] = [];
  for (let at = 0; at < first; at += 1) found.push({ before: at, after: at, same: true });
  const wide = columns - first + 1;
  const at = (row: number, column: number): number => (row - first) * wide + column - first;
  if ((rows - first) * (columns - first) <= MOST) {
    // The most that what comes from there on can weigh.
    const best = new Float64Array((rows - first + 1) * wide);
    for (let row = rows - 1; row >= first; row -= 1) {
      for (let column = columns - 1; column >= first; column -= 1) {
        const both = weigh(row, column);
        const together = both && both + best[at(row + 1, column + 1)]!;
        best[at(row, column)] = Math.max(together, best[at(row + 1, column)]!, best[at(row, column + 1)]!);
      }
    }
    for (let row = first, column = first; row < rows && column < columns; ) {
      const sum = best[at(row, column)];
      if (sum === best[at(row, column + 1)]) column += 1;
      else if (sum === best[at(row + 1, column)]) row += 1;
      else {
        found.push({ before: row, after: column, same: before[row] === after[column] });
        row += 1;
        column += 1;
      }
    }
  }
  for (let left = last; left > 0; left -= 1) {
    found.push({ before: before.length - left, after: after.length - left, same: true });
  }
  return found;
}
