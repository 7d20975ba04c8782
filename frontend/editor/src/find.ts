// Finds people, pages and tasks of the workspace by the search that the screens use.

import { apiOf, type PageData } from "./page";

export interface Hit {
  kind: "person" | "page" | "task";
  id: string;
  label: string;
  /** Beside it, in grey. */
  detail: string;
}

interface Found {
  people?: { id: string; name: string; title?: string }[];
  tasks?: { id: string; key: string; title: string; project?: string }[];
  pages?: { id: string; title: string; space?: string }[];
}

/** Where somebody was last. */
export async function recentPages(data: PageData, signal?: AbortSignal): Promise<Hit[]> {
  const answer = await fetch(`${apiOf(data)}/visited-pages`, { signal });
  if (!answer.ok) throw new Error(`The list answered ${answer.status}.`);
  const lines = (await answer.json()) as { id: string; title: string; space?: { name: string } | null }[];
  return lines.filter(({ id }) => id !== data.page).map(({ id, title, space }) => ({ kind: "page", id, label: title || "Untitled", detail: space?.name ?? "" }));
}

export async function find(data: PageData, words: string, signal?: AbortSignal): Promise<Hit[]> {
  const answer = await fetch(`${apiOf(data)}/find?q=${encodeURIComponent(words)}`, { signal });
  if (!answer.ok) throw new Error(`The search answered ${answer.status}.`);
  const { people = [], tasks = [], pages = [] } = (await answer.json()) as Found;
  return [
    ...people.map(({ id, name, title }): Hit => ({ kind: "person", id, label: name, detail: title ?? "" })),
    ...pages.map(({ id, title, space }): Hit => ({ kind: "page", id, label: title || "Untitled", detail: space ?? "" })),
    ...tasks.map(({ id, key, title, project }): Hit => ({ kind: "task", id, label: `${key} ${title}`, detail: project ?? "" })),
  ];
}
