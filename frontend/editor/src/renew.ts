// Puts a newer text of a page in the place of the one that is read. Nothing is touched but what differs: a selection, the
// focus, and what was drawn in the browser stay where nobody has written.

import { OWN, OWN_ATTRIBUTES, isCode, isMaths, pairs, pairsOfPieces, partsOf, piecesOf } from "./alike";
import { enterEpoch } from "./page";
import { draw } from "./read";

/** What is above this is behind the bar of the page. */
const BAR = 80;

export interface PageText {
  html: string;
  epoch: number;
}

export function renew(article: HTMLElement, { html, epoch }: PageText): void {
  const body = article.querySelector<HTMLElement>(".prose-body");
  if (!body || article.classList.contains("editing")) return;
  enterEpoch(article, epoch);
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const stay = placeOf(body);
  become(body, fresh.content);
  draw(body);
  stay();
}

/** Most browsers keep what is in view in its place by themselves. */
function placeOf(body: HTMLElement): () => void {
  const scrolled = document.getElementById("content");
  if (!scrolled?.scrollTop || globalThis.CSS?.supports("overflow-anchor", "auto")) return () => {};
  const seen = [...body.children].find((block) => block.getBoundingClientRect().bottom > BAR);
  const top = seen?.getBoundingClientRect().top ?? 0;
  return () => {
    if (seen?.isConnected) scrolled.scrollBy(0, seen.getBoundingClientRect().top - top);
  };
}

function become(place: Node, fresh: Node): void {
  const [before, after] = [partsOf(place), [...fresh.childNodes]];
  let [gone, come] = [0, 0];
  for (const pair of [...pairs(before, after), { before: before.length, after: after.length, same: true }]) {
    const kept = before[pair.before] ?? null;
    before.slice(gone, pair.before).forEach(remove);
    after.slice(come, pair.after).forEach((node) => place.insertBefore(node, kept));
    if (kept && !pair.same) change(kept, after[pair.after]!);
    [gone, come] = [pair.before + 1, pair.after + 1];
  }
}

const diagramOf = (node: Node): Element | null => {
  const next = node instanceof Element ? node.nextElementSibling : null;
  return next?.matches(".diagram") ? next : null;
};

function remove(node: ChildNode): void {
  diagramOf(node)?.remove();
  node.remove();
}

/** Both are of one kind. What is drawn stays until it is drawn anew, so that nothing jumps. */
function change(old: ChildNode, fresh: ChildNode): void {
  if (!(old instanceof Element && fresh instanceof Element)) return write(old as CharacterData, fresh.nodeValue ?? "");
  describe(old, fresh);
  if (isCode(old)) old.textContent = fresh.textContent;
  else if (!isMaths(old)) become(old, fresh);
  if (!old.querySelector(":scope > .language-mermaid")) diagramOf(old)?.remove();
  if (old.matches("figure.embed")) old.querySelectorAll(OWN).forEach((own) => own.remove());
}

/** Without the word that it is drawn: it is not any more. */
function describe(old: Element, fresh: Element): void {
  for (const { name } of [...old.attributes]) {
    if (!OWN_ATTRIBUTES.includes(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/** A selection that begins or ends in words that stay keeps its place among them. */
function write(text: CharacterData, written: string): void {
  const [before, after] = [piecesOf(text.data), piecesOf(written)];
  let [gone, come, place] = [0, 0, 0];
  for (const pair of [...pairsOfPieces(before, after), { before: before.length, after: after.length }]) {
    const [old, fresh] = [before.slice(gone, pair.before).join(""), after.slice(come, pair.after).join("")];
    if (old || fresh) text.replaceData(place, old.length, fresh);
    place += fresh.length + (before[pair.before]?.length ?? 0);
    [gone, come] = [pair.before + 1, pair.after + 1];
  }
}
