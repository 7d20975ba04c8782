// What this device alone keeps of a page, for whoever opens it to read: edits that have not arrived go on where they were,
// and copies to recover are offered. It is asked without the editor.

import { Database, wanted } from "./live/database";
import { RECOVERY, STORES, copiesIn, folderOf, marks, recoveryOf } from "./live/marks";
import type { PageData } from "./page";

export interface Kept {
  /** The epochs with edits that have not arrived. */
  unsent: number[];
  /** How many copies there are to recover. */
  copies: number;
}

/** `names`: of the databases that there are. */
export async function keptOf(data: PageData, names: string[]): Promise<Kept> {
  const [folder, recovery] = [folderOf(data), recoveryOf(data)];
  const kept: Kept = { unsent: [], copies: 0 };
  for (const name of names.filter((one) => one.startsWith(folder))) {
    // What cannot be read now is met again.
    if (await count(name, STORES, "facts", marks()).catch(() => 0)) kept.unsent.push(Number(name.slice(folder.length)));
  }
  if (names.includes(recovery)) kept.copies = await count(recovery, RECOVERY, "copies", copiesIn(data)).catch(() => 0);
  return kept;
}

async function count(name: string, stores: Record<string, IDBObjectStoreParameters>, of: string, which: IDBKeyRange): Promise<number> {
  const database = new Database(name, stores);
  return await database.run((store) => wanted(store(of).count(which))).finally(() => database.close());
}
