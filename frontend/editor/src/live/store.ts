// The copy of a page on this device: one database for a person, a page and an epoch. Each edit is written down as it is
// made, with the word that it has not arrived yet; the server's go beside them, so that the page opens without a line.

import * as Y from "yjs";
import type { PageData } from "../page";
import { Database, named, remove, wanted } from "./database";

const STORES = { updates: { autoIncrement: true }, facts: {} };
/** So many updates become one. */
const TRIM = 500;
const UNSAVED = "unsaved:";

export const folderOf = (data: PageData): string => `atrium/${data.person.id}/${data.page}/`;

export class Store {
  readonly isStore = true;
  /** Whether the last write was kept. */
  kept = true;
  private readonly database: Database;
  private count = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly doc: Y.Doc,
    private readonly changed: () => void = () => {},
  ) {
    this.database = new Database(name, STORES);
  }

  /** Reads what is kept into the document, and writes down what happens from now on. Says whether some of it never arrived. */
  async load(): Promise<boolean> {
    let unsaved = false;
    try {
      const [updates, facts] = await this.database.run((store) =>
        Promise.all([wanted<Uint8Array[]>(store("updates").getAll()), wanted(store("facts").getAllKeys())]));
      this.count = updates.length;
      unsaved = facts.some((key) => String(key).startsWith(UNSAVED));
      Y.transact(this.doc, () => updates.forEach((update) => Y.applyUpdate(this.doc, update)), this, false);
    } catch (error) {
      this.failed(error);
    }
    this.doc.on("update", this.write);
    return unsaved;
  }

  /** The server has all of it. */
  arrived(): void {
    this.then(() => this.database.run((store) => wanted(store("facts").delete(IDBKeyRange.bound(UNSAVED, `${UNSAVED}~`)))));
  }

  /** What is being written is kept by then, or cannot be. */
  async settled(): Promise<void> {
    await this.writing;
  }

  destroy(): void {
    this.doc.off("update", this.write);
    void this.writing.then(() => this.database.close());
  }

  async purge(): Promise<void> {
    this.doc.off("update", this.write);
    await this.writing;
    this.database.close();
    await remove(this.name);
  }

  private readonly write = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === this) return;
    const own = transaction.local;
    this.count += 1;
    const trim = this.count > TRIM;
    if (trim) this.count = 1;
    this.then(() =>
      this.database.run(async (store) => {
        if (trim) {
          // Whatever another tab wrote meanwhile it has also sent, or it is written again when that tab trims.
          const updates = await wanted<Uint8Array[]>(store("updates").getAll());
          await wanted(store("updates").clear());
          const all = new Y.Doc();
          [...updates, update].forEach((one) => Y.applyUpdate(all, one));
          await wanted(store("updates").add(Y.encodeStateAsUpdate(all)));
        } else {
          await wanted(store("updates").add(update));
        }
        if (own) await wanted(store("facts").put(Date.now(), UNSAVED + this.doc.clientID));
      }));
  };

  private then(work: () => Promise<unknown>): void {
    this.writing = this.writing.then(work).then(
      () => {
        if (this.kept) return;
        this.kept = true;
        this.changed();
      },
      (error: unknown) => this.failed(error),
    );
  }

  private failed(error: unknown): void {
    if (this.kept) console.warn("This page is not kept on this device.", error);
    this.kept = false;
    this.changed();
  }
}

/** What is kept of a page in whichever epoch, and whether some of it never arrived. */
export async function kept(name: string): Promise<{ doc: Y.Doc; unsaved: boolean }> {
  const doc = new Y.Doc();
  const store = new Store(name, doc);
  const unsaved = await store.load();
  store.destroy();
  return { doc, unsaved };
}

/** A page that its reader may not see any more leaves nothing here. */
export async function purgePage(data: PageData): Promise<void> {
  for (const name of await named(folderOf(data))) await remove(name);
}

/** Copies that are not this person's go, but for what never arrived. */
export async function purgeOthers(person: string): Promise<void> {
  for (const name of await named("atrium/")) {
    if (name.startsWith(`atrium/${person}/`) || name.split("/").length !== 4) continue;
    if (!(await kept(name)).unsaved) await remove(name);
  }
}
