// The copy of a page on this device: one database for a person, a page and an epoch. Edits are written down as they are
// made, with the word that they have not arrived yet; the server's go beside them, so that the page opens without a line.
// What is made while one write is under way goes into the next one together.

import * as Y from "yjs";
import type { PageData } from "../page";
import { Database, named, remove, wanted } from "./database";
import { STORES, UNSAVED, folderOf, marks } from "./marks";

/** So many updates become one. */
const TRIM = 500;

/** Under which window it stands, and how many edits it had made. */
type Mark = [window: IDBValidKey, edits: unknown];

async function marksIn(facts: IDBObjectStore): Promise<Mark[]> {
  const [keys, values] = await Promise.all([wanted(facts.getAllKeys(marks())), wanted<unknown[]>(facts.getAll(marks()))]);
  return keys.map((key, at) => [key, values[at]]);
}

/** Takes over what is kept of a page, before it goes. Where it throws, nothing goes. */
export type Keep = (updates: Uint8Array[]) => Promise<unknown>;

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
  /** How many of them have arrived. */
  private sent = 0;
  /** Whether an update alone would stand on nothing: the next write is of the whole document. */
  private whole = false;
  private listens = false;
  /** The marks of before, of other windows too: what had not arrived when this one began. */
  private before: Mark[] = [];
  private queued = false;
  private unfinished = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly doc: Y.Doc,
    private readonly changed: () => void = () => {},
  ) {
    this.database = new Database(name, STORES, () => this.anew());
  }

  /** Reads what is kept into the document, and writes down what happens from now on. Says whether some of it never arrived. */
  async load(): Promise<boolean> {
    let unsaved = false;
    try {
      const [updates, before] = await this.database.run((store) => Promise.all([
        wanted<Uint8Array[]>(store("updates").getAll()), marksIn(store("facts")),
      ]));
      this.count = updates.length;
      this.before = before;
      unsaved = this.before.length > 0;
      Y.transact(this.doc, () => updates.forEach((update) => Y.applyUpdate(this.doc, update)), this, false);
    } catch (error) {
      this.failed(error);
    }
    this.listens = true;
    this.doc.on("update", this.write);
    globalThis.addEventListener?.("pagehide", this.hurry);
    return unsaved;
  }

  /** The server has all of it, up to now. A mark that was set anew since, here or in another window, stays. */
  arrived(): void {
    const { before, edits } = this;
    this.before = [];
    this.sent = edits;
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

  /**
   * Takes the copy off this device. What other windows, open or closed, wrote into it and have not sent is handed to `keep`
   * first; where there is none, the copy stays for them.
   */
  async purge(keep?: Keep): Promise<void> {
    this.deafen();
    await this.last;
    const known = new Map(this.before);
    try {
      for (;;) {
        const theirs = await this.empty(known);
        if (!theirs) break;
        if (!keep) return;
        await keep(theirs.updates);
        theirs.marks.forEach(([key, mark]) => known.set(key, mark));
      }
    } finally {
      this.database.close();
    }
    await remove(this.name);
  }

  /**
   * Empties the copy, unless there are marks that are neither known nor this window's own: then they are returned, with all
   * that is kept. It is one transaction: an edit of another window is written down before it, and seen, or after it.
   */
  private empty(known: Map<IDBValidKey, unknown>): Promise<{ marks: Mark[]; updates: Uint8Array[] } | null> {
    return this.database.run(async (store) => {
      const [updates, facts] = [store("updates"), store("facts")];
      const theirs = (await marksIn(facts)).filter(([key, mark]) => key !== this.mark && known.get(key) !== mark);
      if (theirs.length > 0) return { marks: theirs, updates: await wanted<Uint8Array[]>(updates.getAll()) };
      await Promise.all([wanted(updates.clear()), wanted(facts.clear())]);
      return null;
    });
  }

  private readonly write = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === this) return;
    this.waiting.push(update);
    if (transaction.local) {
      this.edits += 1;
      this.own = true;
    }
    this.queue();
  };

  private queue(): void {
    if (this.queued) return;
    this.queued = true;
    this.then(() => this.keep());
  }

  /** Another window took the copy away. What it may not have seen in it, since it came last, is written down anew. */
  private anew(): void {
    if (!this.listens) return;
    this.whole = true;
    if (this.edits <= this.sent) return;
    this.own = true;
    this.queue();
  }

  /** The page goes away, and does not wait for the write before. */
  private readonly hurry = (): void => {
    if (this.queued) void this.keep(true).catch((error: unknown) => this.failed(error));
  };

  private deafen(): void {
    this.listens = false;
    this.doc.off("update", this.write);
    globalThis.removeEventListener?.("pagehide", this.hurry);
  }

  /** Writes down all that waits. What could not be written waits for the next time. */
  private async keep(hurried = false): Promise<void> {
    const { waiting, own, edits, whole } = this;
    Object.assign(this, { waiting: [], own: false, queued: false, whole: false });
    if (waiting.length === 0 && !whole) return;
    const update = whole ? Y.encodeStateAsUpdate(this.doc) : waiting.length === 1 ? waiting[0]! : Y.mergeUpdates(waiting);
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

/** Takes off this device what is kept under a name. What never arrived is handed to `keep`; where there is none, it stays. */
export const take = (name: string, keep?: Keep): Promise<void> => new Store(name, new Y.Doc()).purge(keep);

/** A page that its reader may not see any more leaves nothing here. Not every browser says which databases there are. */
export async function purgePage(data: PageData): Promise<void> {
  const folder = folderOf(data);
  for (const name of new Set([folder + data.epoch, ...await named(folder)])) await remove(name);
}

/** Copies that are not this person's go, but for what never arrived. */
export async function purgeOthers(person: string): Promise<void> {
  for (const name of await named("atrium/")) {
    if (name.startsWith(`atrium/${person}/`) || name.split("/").length !== 4) continue;
    // One that cannot be read may hold such words. It stays, and the others go.
    await take(name).catch(() => {});
  }
}
