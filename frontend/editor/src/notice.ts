// What is said in place, above the text, when editing ends otherwise than by its writer.

import { h } from "./dom";
import type { Ending } from "./live/session";
import { type Copy, copiesOf, isUntaken, isWritten, letGo, taken } from "./live/recovery";
import { PAGE, type PageData, pageOf } from "./page";
import { icon } from "./ui/icons";

const WORDS: Record<Ending, string> = {
  "signed-out": "You are signed out.",
  forbidden: "You may not edit this page any more. Its copy on this device was removed.",
  gone: "This page is not there any more.",
  outdated: "This page was changed by a newer version of the editor. Load it anew to go on.",
  rewritten: "This page was replaced as a whole while it was open. Load it anew to see it.",
  "too-large": "This page has become too large to be kept.",
  refused: "The server could not take the last edits.",
  foreign: "The server did not take the last edits: to it they seemed to be somebody else's. Load this page anew to go on.",
  "read-only": "You may not edit this page any more, and what you wrote last did not arrive.",
  "not-followed": "What was written here meanwhile could not be shown. Load this page anew to go on.",
  "unknown-content": "This page holds something that this version of the editor does not know. It is shown as it is, and nothing was changed. Load it anew.",
};

/** Where what was written stays where it was. What became a copy to recover is spoken of beside it. */
const KEPT: Partial<Record<Ending, string>> = {
  "signed-out": "What you wrote is kept on this device, and is sent when you edit this page again.",
  outdated: "What you wrote is kept.",
  "not-followed": "What you wrote is kept.",
};

const button = (words: string, run: () => void) => h("button", { class: "button small", type: "button", onclick: run }, words);

const bar = (name: string, sentence: string, actions: HTMLElement[]) =>
  h("div", { class: `notice warning editor-notice ${name}`, role: "alert" }, icon("triangle-alert"), h("span", {}, sentence), ...actions);

/** In the place of what was said before. */
export function notice(article: HTMLElement, sentence: string, ...actions: HTMLElement[]): void {
  clearNotice(article);
  article.prepend(bar("", sentence, actions));
}

const NOTICE = ".editor-notice:not(.editor-copy)";
export const clearNotice = (article: HTMLElement): void => article.querySelector(NOTICE)?.remove();

/** Where it is seen: whoever left the page reads another one by now, or none. */
const placeFor = (article: HTMLElement): HTMLElement => article.isConnected ? article : document.querySelector<HTMLElement>(PAGE) ?? document.body;

/** Behind what is said there already. */
export function noticeToo(article: HTMLElement, sentence: string): void {
  const at = placeFor(article);
  const said = at.querySelector(`${NOTICE} > span`);
  if (said) said.append(` ${sentence}`);
  else notice(at, sentence);
}

export function endNotice(article: HTMLElement, why: Ending, copy: boolean): void {
  const actions = why === "signed-out" ? [h("a", { class: "button small", href: "/sign-in" }, "Sign in")] : [];
  if (["outdated", "rewritten", "foreign", "not-followed", "unknown-content"].includes(why)) actions.push(button("Load anew", () => location.reload()) as never);
  notice(article, [WORDS[why], copy ? undefined : KEPT[why]].filter(Boolean).join(" "), ...actions);
}

/** Offers what somebody wrote and could not be merged, each copy once. */
export async function offerCopies(article: HTMLElement, data: PageData): Promise<void> {
  const copies = await copiesOf(data);
  // What is nowhere but here is offered on whichever page is read by now.
  const at = placeFor(article);
  const isOf = at === article || pageOf(at)?.page === data.page;
  const offered = isOf ? copies : copies.filter((copy) => !isWritten(copy));
  withdrawOffers(data);
  for (const copy of offered) recoveryNotice(at, data, copy);
}

function recoveryNotice(article: HTMLElement, data: PageData, copy: Copy): void {
  const when = new Date(copy.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const take = button("Copy its text", () => {
    navigator.clipboard.writeText(copy.text).then(() => {
      taken(copy);
      take.textContent = "Copied";
    }, () => save());
  });
  const save = () => {
    const address = URL.createObjectURL(new Blob([copy.text], { type: "text/plain" }));
    h("a", { href: address, download: `page-${data.number}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    taken(copy);
  };
  const sentence = isWritten(copy)
    ? `What you wrote here on ${when} could not be merged. It is kept on this device.`
    : `What you wrote on page ${data.number} on ${when} is kept nowhere but on this screen. Copy it or save it before you leave.`;
  const shown = bar("editor-copy", sentence, [take, button("Save as a file", save),
    button("Throw it away", () => void letGo(data, copy).then(() => shown.remove(), () => {}))]);
  shown.dataset.of = data.page;
  article.prepend(shown);
  if (!isWritten(copy)) follow(shown, data, copy);
}

/** What is offered of a page comes anew, or not at all: who may not see it any more is offered nothing of it. */
export function withdrawOffers({ page }: PageData): void {
  for (const shown of document.querySelectorAll<HTMLElement>(".editor-copy")) {
    if (shown.dataset.of !== page) continue;
    delete shown.dataset.of;
    shown.remove();
  }
}

/** Where each of them stands that is nowhere but here. */
const bars = new WeakMap<Copy, HTMLElement>();

/**
 * It goes along to whichever page its writer reads next, as long as nobody leaves without a question because of it. It is
 * shown to nobody who signed in since.
 */
function follow(shown: HTMLElement, data: PageData, copy: Copy): void {
  bars.set(copy, shown);
  const watch = new MutationObserver(() => {
    if (bars.get(copy) !== shown || !shown.dataset.of || !isUntaken(copy)) return watch.disconnect();
    const at = document.querySelector<HTMLElement>(PAGE) ?? document.body;
    const reader = pageOf(at)?.person.id ?? data.person.id;
    if (reader !== data.person.id) return shown.remove();
    if (!shown.isConnected || (shown.parentElement === document.body && at !== document.body)) at.prepend(shown);
  });
  watch.observe(document.body, { childList: true, subtree: true });
}
