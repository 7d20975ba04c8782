// Words that are selected on a page that is read: a button beside them, or the key of the editor, begins a comment about
// them. The editor finds where they stand in the document, and the page stays one that is read.

import { h, place } from "./dom";
import { type Place, SIGN, type Words, between } from "./lines";
import { PAGE, type PageData, pageOf, tell } from "./page";
import { isApple, keysOf } from "./ui/shortcut";

const LINES = "p, h1, h2, h3, h4, h5, h6";
/** What the document holds in a line that is no text. */
const SIGNS = ".mention, .page-link, .task-link, .math, br";
/** What these say is not written on the page: others who read it may not be allowed to know what is linked there. */
const NAMES = ".page-link, .task-link";
/** What stands on the page and takes no comment: code, pictures, files, and what is shown in their place. */
const BESIDES = "pre, figure, .diagram, .file";
/** As much as the field for the comment shows. */
const LONGEST = 300;
/** After the last change of a selection. */
const PAUSE = 150;
/** Below words that were selected by touch hang the handles of the selection. */
const HANDLES = 28;

interface Found extends Words {
  article: HTMLElement;
  data: PageData;
  quote: string;
  range: Range;
}

export function watch(bring: () => Promise<typeof import("./editor")>): void {
  const button = h("button", {
    class: "button small comment-here",
    type: "button",
    title: `Comment (${keysOf("Mod+Alt+M")})`,
    "aria-keyshortcuts": isApple ? "Meta+Alt+M" : "Control+Alt+M",
  }, "Comment");
  let found: Found | null = null;
  let due: ReturnType<typeof setTimeout> | undefined;
  let pressed = false;

  const hide = () => {
    found = null;
    button.remove();
  };
  const follow = () => {
    if (found && !show(button, found)) button.remove();
  };
  const look = () => {
    if (pressed || button.getAttribute("aria-busy") || document.activeElement === button) return;
    found = find();
    if (found) follow();
    else hide();
  };
  const soon = () => {
    clearTimeout(due);
    due = setTimeout(look, PAUSE);
  };
  const begin = async () => {
    const about = find() ?? found;
    if (!about || button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    const span = await bring().then(({ locate }) => locate(about.data, about)).catch(() => null);
    button.removeAttribute("aria-busy");
    hide();
    if (about.article.isConnected) tell(about.article, "comment", { ...span, quote: about.quote });
  };

  button.addEventListener("click", () => void begin());
  // The words stay selected.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("blur", soon);
  for (const sign of ["pointerenter", "focus"]) button.addEventListener(sign, () => void bring().catch(() => {}));
  document.addEventListener("selectionchange", soon);
  document.addEventListener("pointerdown", ({ target }) => (pressed = target !== button), true);
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      pressed = false;
      soon();
    }, true);
  }
  document.addEventListener("keydown", (event) => {
    const { code, altKey, shiftKey, key, defaultPrevented } = event;
    if (defaultPrevented) return;
    if (key === "Escape") hide();
    if (code !== "KeyM" || !altKey || shiftKey || !(isApple ? event.metaKey : event.ctrlKey) || !find()) return;
    event.preventDefault();
    void begin();
  });
  addEventListener("scroll", follow, { passive: true, capture: true });
  soon();
}

/** What is selected of a page that may be commented on, unless it is being written. */
function find(): Found | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const body = [range.startContainer, range.endContainer]
    .map((node) => (node instanceof Element ? node : node.parentElement)?.closest(".prose-body"))
    .find((body) => body);
  const article = body?.closest<HTMLElement>(PAGE);
  if (!body || !article || article.classList.contains("editing")) return null;
  const data = pageOf(article);
  if (!data?.comment) return null;
  const words = wordsIn(body, range);
  return words && { ...words, article, data, quote: quoteOf(body, range), range };
}

/**
 * What is said there, in one line. Everybody who reads the page reads the quote, so it leaves out what linked pages and
 * tasks are called: the page tells that only to those who may know it.
 */
export function quoteOf(body: Element, range: Range): string {
  const whole = range.cloneRange();
  if (!body.contains(whole.startContainer)) whole.setStart(body, 0);
  if (!body.contains(whole.endContainer)) whole.setEnd(body, body.childNodes.length);
  // A range that begins and ends within one link has its words without the link, and they would not be known as a name.
  const [first, last] = [whole.startContainer, whole.endContainer].map(signAround);
  if (first) whole.setStartBefore(first);
  if (last) whole.setEndAfter(last);
  const said = whole.cloneContents();
  for (const element of said.querySelectorAll(`${NAMES}, ${BESIDES}`)) element.remove();
  // A formula that is drawn says everything twice.
  for (const formula of said.querySelectorAll<HTMLElement>(".math")) formula.textContent = formula.dataset.latex ?? formula.textContent;
  for (const block of said.querySelectorAll(`${LINES}, div, br`)) block.after(" ");
  return (said.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST);
}

const signAround = (node: Node): Element | null | undefined =>
  (node instanceof Element ? node : node.parentElement)?.closest(`${SIGNS}, ${BESIDES}`);

/** Where the selected words stand. Code takes no marks, and is passed over. */
export function wordsIn(body: Element, range: Range): Words | null {
  const lines: string[] = [];
  let [from, to]: (Place | null)[] = [null, null];
  for (const [line, element] of [...body.querySelectorAll(LINES)].entries()) {
    let text = "";
    for (const leaf of range.intersectsNode(element) ? leavesOf(element) : []) {
      const said = leaf instanceof Text ? leaf.data : SIGN;
      if (range.intersectsNode(leaf)) {
        const [starts, ends] = [range.startContainer, range.endContainer].map((end) => leaf instanceof Text && leaf === end);
        from ??= { line, at: text.length + (starts ? range.startOffset : 0) };
        to = { line, at: text.length + (ends ? range.endOffset : said.length) };
      }
      text += said;
    }
    lines.push(text);
  }
  const words = from && to ? between(lines, from, to) : "";
  return from && to && words.trim() ? { from, to, words } : null;
}

const leavesOf = (of: Node): (Text | Element)[] =>
  [...of.childNodes].flatMap((child) => {
    if (child instanceof Text) return [child];
    if (!(child instanceof Element)) return [];
    return child.matches(SIGNS) ? [child] : leavesOf(child);
  });

/** Whether the words are in sight. */
function show(button: HTMLElement, { article, range }: Found): boolean {
  const rect = range.getBoundingClientRect();
  if (rect.bottom < 0 || rect.top > innerHeight || !article.isConnected) return false;
  if (button.parentElement !== article) article.append(button);
  const touch = matchMedia("(pointer: coarse)").matches;
  const { left, top, width, height } = rect;
  if (touch) place(button, new DOMRect(left, top, width, height + HANDLES));
  else place(button, rect, "above");
  return true;
}
