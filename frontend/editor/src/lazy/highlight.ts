// The highlighter. It comes when a page has code. Short code is coloured at once; long code, and all once a page has
// shown to be slow, in a worker that is ended when a block takes too long: such a block stays plain.

import { type Span, isKnown, spansOf } from "./colours";
import { Tally } from "./tally";

export type { Span };

declare const HIGHLIGHTER: string;

/** More stays plain. */
const MOST = 50_000;
/** So much, in lines no longer than that, takes no noticeable time in any language. */
const SHORT = 4_000;
const LINE = 500;
/** What takes longer is slow; and so much of slow code is coloured in the page at most. */
const SLOW = 40;
const SLOW_IN_ALL = 300;
/** So long may a block take in the worker, and so many may take longer before the rest of the page stays plain. */
const PATIENCE = 500;
const STRIKES = 3;
/** After so much, the page does what it has to before the next block. */
const SLICE = 50;

const slow = new Tally();
const strikes = new Tally();

const isShort = (text: string): boolean => text.length <= SHORT && text.split("\n").every((line) => line.length <= LINE);

/** Nothing where it would take too long: then `spansLater` has them. */
export function spans(text: string, language: string | null): Span[] | null {
  if (text.length > MOST || !isKnown(language)) return [];
  if (!isShort(text) || slow.spent > SLOW_IN_ALL) return null;
  const began = performance.now();
  const found = spansOf(text, language);
  const took = performance.now() - began;
  if (took > SLOW) slow.add(took);
  return found;
}

let turn: Promise<unknown> = Promise.resolve();
let ready: Promise<Worker> | null = null;

/** One block at a time. What cannot be coloured in time has no colours. */
export function spansLater(text: string, language: string): Promise<Span[]> {
  const next = turn.then(() => (strikes.spent < STRIKES ? byWorker(text, language) : [])).catch((): Span[] => []);
  turn = next;
  return next;
}

async function byWorker(text: string, language: string): Promise<Span[]> {
  const worker = await (ready ??= started());
  let due: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Span[]>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data as Span[]);
      worker.onerror = reject;
      // An answer that is there already, behind something that kept the page, is heard first.
      due = setTimeout(() => (due = setTimeout(reject, SLICE)), PATIENCE);
      worker.postMessage({ text, language });
    });
  } catch {
    worker.terminate();
    ready = null;
    strikes.add();
    return [];
  } finally {
    clearTimeout(due);
  }
}

/** The time of a block begins when the worker is there. */
async function started(): Promise<Worker> {
  const worker = new Worker(new URL(HIGHLIGHTER, import.meta.url));
  try {
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = reject;
    });
  } catch (error) {
    strikes.add(STRIKES);
    ready = null;
    throw error;
  }
  return worker;
}

/** Colours blocks that nobody edits. */
export async function colourAll(blocks: HTMLElement[]): Promise<void> {
  let began = performance.now();
  for (const code of blocks) {
    if (performance.now() - began > SLICE) {
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    const [text, language] = [code.textContent ?? "", languageOf(code)];
    const found = spans(text, language);
    if (found) paint(code, text, found);
    else void spansLater(text, language!).then((later) => {
      if (code.isConnected && code.textContent === text && languageOf(code) === language) paint(code, text, later);
    });
  }
}

const languageOf = (code: HTMLElement): string | null =>
  [...code.classList].find((name) => name.startsWith("language-"))?.slice(9) ?? null;

function paint(code: HTMLElement, text: string, found: Span[]): void {
  if (found.length === 0) return;
  const painted = document.createDocumentFragment();
  const open: { node: ParentNode; to: number }[] = [{ node: painted, to: text.length }];
  let at = 0;
  const write = (to: number) => {
    if (to > at) open.at(-1)!.node.append(text.slice(at, to));
    at = to;
  };
  const close = (to: number) => {
    while (open.length > 1 && open.at(-1)!.to <= to) {
      write(open.at(-1)!.to);
      open.pop();
    }
    write(to);
  };
  for (const { from, to, name } of found) {
    close(from);
    const node = document.createElement("span");
    node.className = name;
    open.at(-1)!.node.append(node);
    open.push({ node, to });
  }
  close(text.length);
  code.replaceChildren(painted);
}
