// How the copy of a page on this device says what of it has not arrived.

import type { PageData } from "../page";

export const STORES = { updates: { autoIncrement: true }, facts: {} };
export const UNSAVED = "unsaved:";
/** Of each window that made edits which have not arrived, how many it had made. */
export const marks = (): IDBKeyRange => IDBKeyRange.bound(UNSAVED, `${UNSAVED}~`);

/** Where the copies of a page are, by the number of its epoch. */
export const folderOf = (data: PageData): string => `atrium/${data.person.id}/${data.page}/`;
