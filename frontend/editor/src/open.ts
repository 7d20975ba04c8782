// All that a reader fetches of the editor: it wakes the buttons of a page, brings the editor when somebody wants to
// edit, and the parts for reading that a page has a use for.

import { folderOf, recoveryOf } from "./live/marks";
import { PAGE, enterEpoch, mayWrite, pageOf, tell } from "./page";
import type { PageText } from "./renew";

const EDIT = "[data-edit-page]";
/** What is drawn in the browser, or may be wider than its place. */
const DRAWN = "pre, .math, figure.embed, .table-scroll";

/** Words on which somebody has said something that is not settled. */
const COMMENTED = ".commented[data-thread]";
/** What such words have by which keys reach them; there may be links among them, which a button may not hold. */
const REACHED = Object.entries({ tabindex: "0", role: "link", "aria-description": "Comment: opens the thread" });

/** A text in which nothing stands. */
const EMPTY = ".prose-body:is(:empty, :has(> p:only-child:empty))";

declare const EDITOR_NEEDS: string;

/** The editor, and at the same time the parts that it would ask for once it is there. */
const bring = () => {
  for (const part of EDITOR_NEEDS.split(" ")) {
    const href = new URL(part, import.meta.url).href;
    if (asked.has(href)) continue;
    asked.add(href);
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  }
  return import("./editor");
};
const asked = new Set<string>();
const open = new Map<Element, () => void>();
const opening = new Set<Element>();
const read = new WeakSet<Element>();
const met = new WeakSet<Element>();

/** The address at which "Edit" was pressed before the text was there; the program marks it before this part is. */
const WAITS = "data-waits";
document.documentElement.dataset.opens = "";

const pageBeside = (from: Element | null): HTMLElement | null => from?.closest<HTMLElement>(PAGE) ?? document.querySelector<HTMLElement>(PAGE);

async function edit(article: HTMLElement | null): Promise<void> {
  const data = article && pageOf(article);
  if (!data || opening.has(article)) return;
  if (open.has(article)) return article.querySelector<HTMLElement>(".prose-edit")?.focus();
  opening.add(article);
  article.setAttribute("aria-busy", "true");
  article.querySelector(".editor-failed")?.remove();
  try {
    const { mount } = await bring();
    const leave = await mount(article, data, () => open.delete(article));
    if (!leave) return;
    open.set(article, leave);
    // Whoever loads the page anew without a connection finds it, also where a link within another page led here.
    navigator.serviceWorker?.controller?.postMessage({ keep: location.pathname + location.search });
  } catch (error) {
    console.error(error);
    const failed = document.createElement("p");
    failed.className = "editor-failed notice error";
    failed.setAttribute("role", "alert");
    failed.textContent = "The editor did not arrive. Try again.";
    article.prepend(failed);
  } finally {
    opening.delete(article);
    article.removeAttribute("aria-busy");
  }
}

const typing = (at: EventTarget | null): boolean =>
  at instanceof HTMLElement && (at.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(at.tagName));

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest?.(EDIT);
  if (!button) return pressIn(event.target as Element, event.detail > 0);
  event.preventDefault();
  const article = pageBeside(button);
  const leave = article && open.get(article);
  if (leave) leave();
  else write(article, button);
});

function write(article: HTMLElement | null, button: Element | null): void {
  if (article) void edit(article);
  else button?.setAttribute(WAITS, location.pathname);
}

/** Whether it was asked for on this page before its text came. */
function isAwaited(): boolean {
  const button = document.querySelector(`[${WAITS}]`);
  const at = button?.getAttribute(WAITS);
  button?.removeAttribute(WAITS);
  return at === location.pathname;
}

/** What is said of words is shown beside them. Where nothing is written yet, a click into the text begins to write. */
function pressIn(target: Element, byPointer: boolean): void {
  const article = target.closest?.<HTMLElement>(PAGE);
  if (!article || open.has(article)) return;
  const words = target.closest<HTMLElement>(COMMENTED);
  if (words && !target.closest("a") && getSelection()?.isCollapsed !== false) {
    // Who points at words has the focus nowhere, and is not brought back to them from where they read on.
    if (byPointer) target.closest<HTMLElement>("[role=link]")?.blur();
    askFor(words);
  }
  if (article.querySelector(`:scope > ${EMPTY}`) && document.querySelector(EDIT)) void edit(article);
}

function askFor(words: HTMLElement): void {
  const [article, { thread }] = [words.closest(PAGE), words.dataset];
  if (article && thread) tell(article, "thread", { thread });
}

/** The first words of each thread are reached by keys too. Those within a link lead elsewhere. */
function reach(article: HTMLElement): void {
  const threads = new Set<string>();
  for (const words of article.querySelectorAll<HTMLElement>(`.prose-body :is(${COMMENTED}, span[role=link])`)) {
    const thread = words.matches(COMMENTED) && !words.closest("a") ? words.dataset.thread : undefined;
    const isFirst = !!thread && !threads.has(thread);
    if (isFirst) threads.add(thread);
    if (isFirst === words.hasAttribute("role")) continue;
    for (const [name, value] of REACHED) isFirst ? words.setAttribute(name, value) : words.removeAttribute(name);
  }
}

/** With the first words that are selected comes what offers to comment on them. */
function selected(): void {
  const selection = getSelection();
  if (selection?.isCollapsed !== false || !selection.anchorNode?.parentElement?.closest(".prose-body")) return;
  document.removeEventListener("selectionchange", selected);
  import("./selected").then(({ watch }) => watch(bring), () => {});
}
document.addEventListener("selectionchange", selected);

for (const sign of ["pointerover", "focusin"]) {
  document.addEventListener(sign, (event) => {
    if ((event.target as Element).closest?.(EDIT)) bring().catch(() => {});
  }, { passive: true });
}

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
  if (ctrlKey || metaKey || altKey || defaultPrevented || typing(target)) return;
  if ((key === "Enter" || key === " ") && (target as Element).matches?.(`${COMMENTED}[tabindex]`)) {
    event.preventDefault();
    return askFor(target as HTMLElement);
  }
  if (key !== "e") return;
  if (!document.querySelector(EDIT) || document.querySelector("dialog[open], .panel .open")) return;
  event.preventDefault();
  write(pageBeside(null), document.querySelector(EDIT));
});

// Caught on their way down, so that it does not matter whether they bubble.
document.addEventListener("atrium:edit", ({ target }) => void edit(pageBeside(target as Element)), true);

// What was written is drawn as what was read.
document.addEventListener("atrium:editing", (event) => {
  const body = pageBeside(event.target as Element)?.querySelector(".prose-body");
  if (!body || (event as CustomEvent).detail) return;
  read.delete(body);
  look();
});

// What others wrote takes its place in what is read.
document.addEventListener("atrium:text", (event) => {
  const article = pageBeside(event.target as Element);
  const text = (event as CustomEvent<PageText>).detail;
  if (article) import("./renew").then(({ renew }) => renew(article, text)).catch(() => replace(article, text)).then(look);
}, true);

/** Without the part that changes only what differs, all of the text is put in place as the server wrote it. */
function replace(article: HTMLElement, { html, epoch }: PageText): void {
  const body = article.querySelector<HTMLElement>(".prose-body");
  if (!body || article.classList.contains("editing")) return;
  enterEpoch(article, epoch);
  body.innerHTML = html;
  read.delete(body);
}

/** Pages come and go while the program stays. */
function look(): void {
  for (const [article, leave] of open) if (!article.isConnected) leave();
  for (const article of document.querySelectorAll<HTMLElement>(PAGE)) {
    reach(article);
    if (met.has(article)) continue;
    met.add(article);
    if (isAwaited()) void edit(article);
    else goOn(article).catch(() => {});
  }
  for (const body of document.querySelectorAll<HTMLElement>(".prose-body")) {
    if (read.has(body) || !body.querySelector(DRAWN)) continue;
    read.add(body);
    import("./read").then(({ draw }) => draw(body), () => read.delete(body));
  }
}

/**
 * Who left with edits that have not arrived finds them where they were made, and they are sent; what cannot be sent any
 * more is offered. A page that was kept on this device for a while may be older than what was written into it.
 */
async function goOn(article: HTMLElement): Promise<void> {
  const data = pageOf(article);
  const names = ((await indexedDB.databases?.()) ?? []).map(({ name }) => name ?? "");
  if (!data || !names.some((name) => name.startsWith(folderOf(data)) || name === recoveryOf(data))) return;
  const { keptOf } = await import("./unsent");
  const { unsent, copies } = await keptOf(data, names);
  const latest = Math.max(...unsent);
  if (mayWrite(data.level) && latest >= data.epoch) {
    enterEpoch(article, latest);
    await edit(article);
  } else if (unsent.length > 0 || copies > 0) {
    await import("./offer").then(({ offer }) => offer(article, data));
  }
}

let due = 0;
new MutationObserver(() => {
  due ||= requestAnimationFrame(() => {
    due = 0;
    look();
  });
}).observe(document.body, { childList: true, subtree: true });
look();
