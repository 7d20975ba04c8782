// How the copy of a page on this device says what of it has not arrived.

import type { PageData } from "../page";

/** The stores of a page's copy, and of the copies to recover. */
export const STORES = { updates: { autoIncrement: true }, facts: {} };
export const RECOVERY = { copies: {} };
export const UNSAVED = "unsaved:";
/** Of each window that made edits which have not arrived, how many it had made. */
export const marks = (): IDBKeyRange => IDBKeyRange.bound(UNSAVED, `${UNSAVED}~`);

/** Where the copies to recover of somebody are, and which of them are of a page. */
export const recoveryOf = (data: PageData): string => `atrium/${data.person.id}/recovery`;
export const copiesIn = (data: PageData): IDBKeyRange => IDBKeyRange.bound([data.page], [data.page, []]);

/** Where the copies of a page are, by the number of its epoch. */
export const folderOf = (data: PageData): string => `atrium/${data.person.id}/${data.page}/`;
