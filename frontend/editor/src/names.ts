// What pages and tasks are called, as far as the reader may know. A document names them by their ids alone, since everybody
// who reads the page is given it: each name comes from what was read or found here, or is asked for.

import { learn, place, remember } from "./address";
import { apiOf } from "./page";

export type Kind = "page" | "task";

/** While nobody has said what it is called. */
const UNKNOWN = { page: "A page", task: "A task" };
const HIDDEN = { page: "A page you cannot see", task: "A task you cannot see" };
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const names = new Map<string, string>();
const asked = new Set<string>();
const hidden = new Set<string>();
const shown = new Map<string, Set<() => void>>();
/** One is asked for after the other: a page may name hundreds. */
let line: Promise<void> = Promise.resolve();

export const nameOf = (kind: Kind, id: string): string => names.get(id) ?? (hidden.has(id) || !ID.test(id) ? HIDDEN : UNKNOWN)[kind];

/** It was named here. */
function call(id: string, name: string): string {
  names.set(id, name);
  tell(id);
  return name;
}

/** What is read says what it names. What was hidden then is asked for again. */
export function read(article: ParentNode): void {
  learn(article);
  for (const id of hidden) asked.delete(id);
  hidden.clear();
  for (const link of article.querySelectorAll<HTMLElement>("a.page-link[data-page-id][href], a.task-link[data-task-id][href]")) {
    call((link.dataset.pageId ?? link.dataset.taskId)!, link.textContent ?? "");
  }
}

/** Shows the name by `show`, now and whenever it is another. What is returned ends it. */
export function showName(kind: Kind, id: string, show: () => void): () => void {
  const all = shown.get(id) ?? new Set();
  shown.set(id, all.add(show));
  show();
  if (!names.has(id) && !asked.has(id) && ID.test(id)) {
    asked.add(id);
    line = line.then(() => ask(kind, id));
  }
  return () => {
    all.delete(show);
    if (all.size === 0 && shown.get(id) === all) shown.delete(id);
  };
}

function tell(id: string): void {
  for (const show of shown.get(id) ?? []) show();
}

export function callPage(id: string, number: number, title: string): string {
  remember(id, number, title);
  return call(id, title || "Untitled");
}

export const callTask = (id: string, key: string, title: string): string => call(id, `${key} ${title}`);

async function ask(kind: Kind, id: string): Promise<void> {
  if (names.has(id)) return;
  try {
    const answer = await fetch(`${apiOf(place)}/${kind}s/${id}`);
    if (answer.ok) {
      const { number, title, key } = (await answer.json()) as { number: number; title: string; key: string };
      kind === "page" ? callPage(id, number, title) : callTask(id, key, title);
    } else if (answer.status === 403 || answer.status === 404) {
      hidden.add(id);
      tell(id);
    } else asked.delete(id);
  } catch {
    // It is asked for again when it is shown again.
    asked.delete(id);
  }
}
