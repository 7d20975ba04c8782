// What the server says of a page in `<article data-page>`, and how the island speaks with the rest of it.

export type Level = "none" | "view" | "comment" | "edit" | "manage";
/** "On this device", "Sent", "Saved"; no line; and a page that this editor must not touch. */
export type SaveState = "device" | "sent" | "saved" | "offline" | "locked";

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
  person: Person;
}

export interface Heading {
  level: number;
  text: string;
  id: string;
}

export const PAGE = "article[data-page]";

export function pageOf(article: Element): PageData | null {
  try {
    return JSON.parse(article.getAttribute("data-page") ?? "null") as PageData | null;
  } catch {
    return null;
  }
}

export const mayWrite = (level: Level): boolean => level === "edit" || level === "manage";
export const mayComment = (level: Level): boolean => level === "comment" || mayWrite(level);

/** Tells the page. */
export function tell(article: Element, name: string, detail?: unknown): void {
  article.dispatchEvent(new CustomEvent(`atrium:${name}`, { bubbles: true, detail }));
}

export const apiOf = (data: PageData): string => `/api/v1/workspaces/${encodeURIComponent(data.workspace)}`;
