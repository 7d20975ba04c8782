// What is said in place, above the text, when editing ends otherwise than by its writer.

import { h } from "./dom";
import type { Ending } from "./live/session";
import { type Copy, letGo } from "./live/recovery";
import type { PageData } from "./page";
import { icon } from "./ui/icons";

const WORDS: Record<Ending, string> = {
  "signed-out": "You are signed out. What you wrote is kept on this device, and is sent when you edit this page again.",
  forbidden: "You may not edit this page any more. Its copy on this device was removed.",
  gone: "This page is not there any more.",
  outdated: "This page was changed by a newer version of the editor. Load it anew to go on; what you wrote is kept.",
  rewritten: "This page was replaced as a whole while it was open. Load it anew to see it.",
  "too-large": "This page has become too large to be kept.",
  refused: "The server could not take the last edits.",
  foreign: "The server did not take the last edits: to it they seemed to be somebody else's. Load this page anew to go on.",
  "read-only": "You may not edit this page any more, and what you wrote last did not arrive. It is kept on this device.",
  "not-followed": "What was written here meanwhile could not be shown. What you wrote is kept. Load this page anew to go on.",
  "unknown-content": "This page holds something that this version of the editor does not know. It is shown as it is, and nothing was changed. Load it anew.",
};

const button = (words: string, run: () => void) => h("button", { class: "button small", type: "button", onclick: run }, words);

const bar = (name: string, sentence: string, actions: HTMLElement[]) =>
  h("div", { class: `notice warning editor-notice ${name}`, role: "alert" }, icon("triangle-alert"), h("span", {}, sentence), ...actions);

/** In the place of what was said before. */
export function notice(article: HTMLElement, sentence: string, ...actions: HTMLElement[]): void {
  clearNotice(article);
  article.prepend(bar("", sentence, actions));
}

export const clearNotice = (article: HTMLElement): void => article.querySelector(".editor-notice:not(.editor-copy)")?.remove();

export function endNotice(article: HTMLElement, why: Ending): void {
  const actions = why === "signed-out" ? [h("a", { class: "button small", href: "/sign-in" }, "Sign in")] : [];
  if (["outdated", "rewritten", "foreign", "not-followed", "unknown-content"].includes(why)) actions.push(button("Load anew", () => location.reload()) as never);
  notice(article, WORDS[why], ...actions);
}

/** Offers what somebody wrote and could not be merged, each copy once. */
export function recoveryNotices(article: HTMLElement, data: PageData, copies: Copy[]): void {
  article.querySelectorAll(".editor-copy").forEach((old) => old.remove());
  for (const copy of copies) recoveryNotice(article, data, copy);
}

function recoveryNotice(article: HTMLElement, data: PageData, copy: Copy): void {
  const when = new Date(copy.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const take = button("Copy its text", () => {
    navigator.clipboard.writeText(copy.text).then(() => (take.textContent = "Copied"), () => save());
  });
  const save = () => {
    const address = URL.createObjectURL(new Blob([copy.text], { type: "text/plain" }));
    h("a", { href: address, download: `page-${data.number}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  const sentence = `What you wrote here on ${when} could not be merged. It is kept on this device.`;
  const shown = bar("editor-copy", sentence, [take, button("Save as a file", save),
    button("Throw it away", () => void letGo(data, copy).then(() => shown.remove()))]);
  article.prepend(shown);
}
