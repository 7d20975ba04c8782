// What the server says of a page in `<article data-page>`, and how the island speaks with the rest of it.

export type Level = "none" | "view" | "comment" | "edit" | "manage";
/**
 * "On this device", "Sent", "Saved"; being written down, or nowhere but on this screen; no line, and nothing to send; and a
 * page that this editor must not touch.
 */
export type SaveState = "writing" | "device" | "unkept" | "sent" | "saved" | "offline" | "locked";

export interface Person {
  id: string;
  name: string;
  hue: number;
}

export interface PageData {
  workspace: string;
  page: string;
  number: number;
  epoch: number;
  schema: number;
  level: Level;
  /** Whether something may be said about it, which a page in a space that was put aside says otherwise than its level. */
  comment?: boolean;
  person: Person;
}

export interface Heading {
  level: number;
  text: string;
  id: string;
}

/** Under which name a text lies in its Yjs document. */
export const ROOT = "default";

export const PAGE = "article[data-page]";

export function pageOf(article: Element): PageData | null {
  try {
    return JSON.parse(article.getAttribute("data-page") ?? "null") as PageData | null;
  } catch {
    return null;
  }
}

/** An editor that opens after this is one of the page as it is now. */
export function enterEpoch(article: HTMLElement, epoch: number): void {
  const data = pageOf(article);
  if (data && data.epoch !== epoch) article.dataset.page = JSON.stringify({ ...data, epoch });
}

export const mayWrite = (level: Level): boolean => level === "edit" || level === "manage";
export const mayComment = (level: Level): boolean => level === "comment" || mayWrite(level);

/** What is said again to whoever begins to listen later: the program of the page may come after the editor. */
const STATES = ["editing", "save-state", "people", "outline", "words", "level"];

/** Tells the page. */
export function tell(article: Element & { atriumTold?: Record<string, unknown> }, name: string, detail?: unknown): void {
  if (STATES.includes(name)) (article.atriumTold ??= {})[`atrium:${name}`] = detail;
  article.dispatchEvent(new CustomEvent(`atrium:${name}`, { bubbles: true, detail }));
}

export type Workspace = Pick<PageData, "workspace">;

export const apiOf = (data: Workspace): string => `/api/v1/workspaces/${encodeURIComponent(data.workspace)}`;
