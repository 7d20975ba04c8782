// The copy of a page on this device: one database for a person, a page and an epoch. Edits are written down as they are
// made, with the word that they have not arrived yet; the server's go beside them, so that the page opens without a line.
// What is made while one write is under way goes into the next one together.

import * as Y from "yjs";
import type { PageData } from "../page";
import { Database, named, remove, wanted } from "./database";
import { STORES, UNSAVED, folderOf, marks } from "./marks";

/** So many updates become one. */
const TRIM = 500;

export class Store {
  readonly isStore = true;
  /** Whether the last write was kept. */
  kept = true;
  private readonly database: Database;
  private count = 0;
  private waiting: Uint8Array[] = [];
  /** Edits made here, and whether some of them wait. */
  private edits = 0;
  private own = false;
  /** The marks of before, of other windows too: what had not arrived when this one began. */
  private before: [IDBValidKey, unknown][] = [];
  private queued = false;
  private unfinished = 0;
  private last: Promise<void> = Promise.resolve();

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
      const [updates, keys, values] = await this.database.run((store) => Promise.all([
        wanted<Uint8Array[]>(store("updates").getAll()), wanted(store("facts").getAllKeys(marks())), wanted(store("facts").getAll(marks())),
      ]));
      this.count = updates.length;
      this.before = keys.map((key, at) => [key, values[at]]);
      unsaved = this.before.length > 0;
      Y.transact(this.doc, () => updates.forEach((update) => Y.applyUpdate(this.doc, update)), this, false);
    } catch (error) {
      this.failed(error);
    }
    this.doc.on("update", this.write);
    globalThis.addEventListener?.("pagehide", this.hurry);
    return unsaved;
  }

  /** The server has all of it, up to now. A mark that was set anew since, here or in another window, stays. */
  arrived(): void {
    const { before, edits } = this;
    this.before = [];
    this.then(() => this.database.run((store) => Promise.all([
      ...before.map(([key, value]) => this.unmark(store("facts"), key, (mark) => mark === value)),
      this.unmark(store("facts"), this.mark, (mark) => Number(mark) <= edits),
    ])));
  }

  private get mark(): string {
    return UNSAVED + this.doc.clientID;
  }

  private async unmark(facts: IDBObjectStore, key: IDBValidKey, when: (mark: unknown) => boolean): Promise<void> {
    const mark = await wanted(facts.get(key));
    if (mark !== undefined && when(mark)) await wanted(facts.delete(key));
  }

  /** Whether something is not written down yet. */
  get writing(): boolean {
    return this.unfinished > 0;
  }

  /** What is being written is kept by then, or cannot be. */
  async settled(): Promise<void> {
    await this.last;
  }

  destroy(): void {
    this.deafen();
    void this.last.then(() => this.database.close());
  }

  async purge(): Promise<void> {
    this.deafen();
    await this.last;
    this.database.close();
    await remove(this.name);
  }

  private readonly write = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === this) return;
    this.waiting.push(update);
    if (transaction.local) {
      this.edits += 1;
      this.own = true;
    }
    if (this.queued) return;
    this.queued = true;
    this.then(() => this.keep());
  };

  /** The page goes away, and does not wait for the write before. */
  private readonly hurry = (): void => {
    if (this.queued) void this.keep(true).catch((error: unknown) => this.failed(error));
  };

  private deafen(): void {
    this.doc.off("update", this.write);
    globalThis.removeEventListener?.("pagehide", this.hurry);
  }

  /** Writes down all that waits. What could not be written waits for the next time. */
  private async keep(hurried = false): Promise<void> {
    const { waiting, own, edits } = this;
    Object.assign(this, { waiting: [], own: false, queued: false });
    if (waiting.length === 0) return;
    const update = waiting.length === 1 ? waiting[0]! : Y.mergeUpdates(waiting);
    try {
      await this.database.run((store) => this.put(store, update, own ? edits : 0, hurried), hurried);
      this.succeeded(true);
    } catch (error) {
      this.waiting.unshift(update);
      this.own ||= own;
      throw error;
    }
  }

  private async put(store: (name: string) => IDBObjectStore, update: Uint8Array, edits: number, hurried: boolean): Promise<void> {
    const trim = !hurried && this.count >= TRIM;
    this.count = trim ? 1 : this.count + 1;
    const written = trim ? this.trim(store("updates"), update) : wanted(store("updates").add(update));
    const marked = edits > 0 ? wanted(store("facts").put(edits, this.mark)) : undefined;
    await Promise.all([written, marked]);
  }

  /** Many become one. What other windows have written down is among them. */
  private async trim(updates: IDBObjectStore, update: Uint8Array): Promise<void> {
    const all = new Y.Doc();
    for (const one of [...await wanted<Uint8Array[]>(updates.getAll()), update]) Y.applyUpdate(all, one);
    await wanted(updates.clear());
    await wanted(updates.add(Y.encodeStateAsUpdate(all)));
  }

  private then(work: () => Promise<unknown>): void {
    this.unfinished += 1;
    this.last = this.last.then(work).then(() => this.done(), (error: unknown) => {
      this.failed(error);
      this.done();
    });
  }

  private done(): void {
    this.unfinished -= 1;
    if (this.unfinished === 0) this.changed();
  }

  private failed(error: unknown): void {
    if (this.kept) console.warn("This page is not kept on this device.", error);
    this.succeeded(false);
  }

  private succeeded(kept: boolean): void {
    if (kept === this.kept) return;
    this.kept = kept;
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
