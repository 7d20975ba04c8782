// Where pages are. A text names a page by its id alone; people are shown, and take along, an address with the number of the
// page and the words of its title, as far as somebody has named them here.

/** Where the page has put the workspace: the island knows it once a page is open. */
export const place = { workspace: "" };

const known = new Map<string, string>();

/** As much of a title as an address shows, in bytes. */
const LONGEST = 60;
const bytes = new TextEncoder();

/** As the program makes it (`src/wiki/address.rs`), such as `/w/larkspur/wiki/12-a-roast-day`. */
export function pageAddress(workspace: string, number: number, title: string): string {
  const words = wordsOf(title);
  return `/w/${workspace}/wiki/${number}${words && `-${words}`}`;
}

function wordsOf(title: string): string {
  let words = "";
  for (const letter of [...title].flatMap((letter) => [...letter.toLowerCase()])) {
    if (/[\p{Alphabetic}\p{N}]/u.test(letter)) words += letter;
    else if (words && !words.endsWith("-") && !/['\u2019]/.test(letter)) words += "-";
    if (bytes.encode(words).length >= LONGEST) break;
  }
  return words.replace(/-$/, "");
}

/** The address of the page with this id; nothing while nobody has named it here, or its reader does not see it. */
export const addressOf = (id: string): string | undefined => known.get(id);

/** A page of the workspace was named here. */
export function remember(id: string, number: number, title: string): void {
  known.set(id, pageAddress(place.workspace, number, title));
}

/** What stands in an article as a link to a page says where that is. Only as the program wrote it: what is pasted says anything. */
export function learn(article: ParentNode): void {
  for (const link of article.querySelectorAll("a.page-link[data-page-id][href]")) {
    const id = link.getAttribute("data-page-id")!;
    const there = pageAt(link.getAttribute("href")!);
    if (there && !known.has(id)) known.set(id, there.path);
  }
}

export interface There {
  number: number;
  path: string;
}

/** With words behind the number that end no part of an address, written out or not. */
const PAGE = /^\/w\/([^/]+)\/wiki\/(\d{1,9})(?:-(?:[^/\\?#%\s\p{Cc}]|%(?!2[Ff]|5[Cc])[\dA-Fa-f]{2})*)?$/u;

/** The page of the workspace that is at this address; nothing where it leads elsewhere, or to a passage of a page. */
export function pageAt(address: string): There | null {
  const path = address.startsWith(`${location.origin}/`) ? address.slice(location.origin.length) : address;
  const [, workspace, number] = PAGE.exec(path) ?? [];
  return number && workspace === place.workspace ? { number: Number(number), path } : null;
}
