// Finds people, pages and tasks of the workspace by the search that the screens use.

import { callPage, callTask } from "./names";
import { type PageData, type Workspace, apiOf } from "./page";

export interface Hit {
  kind: "person" | "page" | "task";
  id: string;
  label: string;
  /** Beside it, in grey. */
  detail: string;
}

interface FoundPage {
  id: string;
  number: number;
  title: string;
}

interface Found {
  people?: { id: string; name: string; title?: string }[];
  tasks?: { id: string; key: string; title: string; project?: string }[];
  pages?: (FoundPage & { space?: string | null })[];
}

function pageHit({ id, number, title }: FoundPage, space: string | null | undefined): Hit {
  return { kind: "page", id, label: callPage(id, number, title), detail: space ?? "" };
}

/** Where somebody was last. */
export async function recentPages(data: PageData, signal?: AbortSignal): Promise<Hit[]> {
  const answer = await fetch(`${apiOf(data)}/visited-pages`, { signal });
  if (!answer.ok) throw new Error(`The list answered ${answer.status}.`);
  const lines = (await answer.json()) as (FoundPage & { space?: { name: string } | null })[];
  return lines.filter(({ id }) => id !== data.page).map((page) => pageHit(page, page.space?.name));
}

/** People of the workspace by name; whoever is no member of it is shown none. */
export async function knownPeople(data: Workspace, signal?: AbortSignal): Promise<Hit[]> {
  const answer = await fetch(`${apiOf(data)}/people?limit=50`, { signal });
  if (answer.status === 403) return [];
  if (!answer.ok) throw new Error(`The list answered ${answer.status}.`);
  const { items } = (await answer.json()) as { items: { person_id: string; name: string; title: string }[] };
  return items.map(({ person_id: id, name, title }) => ({ kind: "person", id, label: name, detail: title }));
}

/** What one has to do oneself, the most pressing first. */
export async function ownTasks(data: Workspace, signal?: AbortSignal): Promise<Hit[]> {
  const answer = await fetch(`${apiOf(data)}/my-tasks?limit=12`, { signal });
  if (!answer.ok) throw new Error(`The list answered ${answer.status}.`);
  const { items } = (await answer.json()) as { items: { id: string; key: string; title: string; column: string }[] };
  return items.map(({ id, key, title, column }) => ({ kind: "task", id, label: callTask(id, key, title), detail: column }));
}

async function search(data: Workspace, words: string, signal?: AbortSignal): Promise<Found> {
  const answer = await fetch(`${apiOf(data)}/find?q=${encodeURIComponent(words)}`, { signal });
  if (!answer.ok) throw new Error(`The search answered ${answer.status}.`);
  return (await answer.json()) as Found;
}

/** The page with this number, as far as the reader sees it. */
export async function findNumbered(data: Workspace, number: number): Promise<Hit | null> {
  const { pages = [] } = await search(data, String(number));
  const page = pages.find((page) => page.number === number);
  return page ? pageHit(page, page.space) : null;
}

export async function find(data: Workspace, words: string, signal?: AbortSignal): Promise<Hit[]> {
  const { people = [], tasks = [], pages = [] } = await search(data, words, signal);
  return [
    ...people.map(({ id, name, title }): Hit => ({ kind: "person", id, label: name, detail: title ?? "" })),
    ...pages.map((page) => pageHit(page, page.space)),
    ...tasks.map(({ id, key, title, project }): Hit => ({ kind: "task", id, label: callTask(id, key, title), detail: project ?? "" })),
  ];
}
