// A page that is open to be edited: the document, its copy on this device and the line to the server; what of it is
// saved; and when it must not be touched.

import type { Schema } from "@tiptap/pm/model";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { type Level, type PageData, ROOT, type SaveState, mayWrite } from "../page";
import { folderOf } from "./marks";
import { unknownAmong, unknownIn } from "./preflight";
import { CLOSED } from "./protocol";
import { Provider } from "./provider";
import { type Copy, copyOf, forget, keepCopy, leaveEarlier, leaveEpochs, letGo, purgeCopies, remember, writeCopy } from "./recovery";
import { Store, purgeOthers, purgePage } from "./store";
import { type Hold, hold, isHeld, onHold } from "./unbuildable";

/** Why a page is not edited here, or not any more. */
export type Ending = "signed-out" | "forbidden" | "gone" | "outdated" | "rewritten" | "too-large" | "refused" | "foreign" | "read-only" | Hold;

export interface Hooks {
  saved(state: SaveState): void;
  level(level: Level): void;
  /** It is about to end, and what is there is being kept: what would be written from now on is in no copy. */
  ending?(): void;
  /**
   * Nothing is written any more. `copy`: what had not arrived, or may be nowhere else, is there to be recovered. It is said
   * again where a copy was needed only after it had ended.
   */
  ended(why: Ending, copy: boolean): void;
}

export interface Settings {
  /** The socket's address up to the workspace. */
  base?: string;
  Socket?: typeof WebSocket;
  random?: () => number;
}

const ENDINGS: Record<number, Ending> = {
  [CLOSED.signedOut]: "signed-out",
  [CLOSED.forbidden]: "forbidden",
  [CLOSED.gone]: "gone",
  [CLOSED.schema]: "outdated",
  [CLOSED.epoch]: "rewritten",
  [CLOSED.tooLarge]: "too-large",
  [CLOSED.refused]: "refused",
  [CLOSED.foreign]: "foreign",
};

/** What was written has not arrived, wherever it is meanwhile. */
const isUnderWay = (state: SaveState | null): boolean => state === "writing" || state === "device" || state === "unkept" || state === "sent";

/** What was left and is still under way, by where it is kept on this device. */
const waiting = new Map<string, Session>();

const here = (): string => `${location.origin.replace(/^http/, "ws")}/live/page`;

export class Session {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly fragment = this.doc.getXmlFragment(ROOT);
  readonly store: Store;
  level: Level;
  provider!: Provider;
  private said: SaveState | null = null;
  private over = false;
  private closing = false;
  private left = false;
  private opened!: (text: boolean) => void;
  /** Whether there is a text to show: from this device or from the server. */
  readonly ready = new Promise<boolean>((resolve) => (this.opened = resolve));

  constructor(
    private readonly data: PageData,
    private readonly schema: Schema,
    private readonly hooks: Hooks,
    private readonly settings: Settings = {},
  ) {
    this.level = data.level;
    this.store = new Store(folderOf(data) + data.epoch, this.doc, () => this.changed());
    onHold(this.doc, (why) => {
      if (this.over) return;
      const copy = this.stays();
      this.end(why);
      void copy.then((made) => made && this.hooks.ended(why, true));
    });
    this.fragment.observeDeep((events, transaction) => {
      if (transaction.local || isHeld(this.doc)) return;
      const unknown = unknownAmong(events, this.schema);
      if (unknown) this.lock(unknown);
    });
  }

  /** Whoever opens a page again goes on with what waits there for a line: by then all of it is on this device. */
  async takeOver(): Promise<void> {
    const before = waiting.get(this.store.name);
    await before?.store.settled();
    if (before?.said === "device") before.destroy();
  }

  async start(): Promise<void> {
    globalThis.addEventListener?.("beforeunload", this.stay);
    const [unsaved] = await Promise.all([this.store.load(), leaveEarlier(this.data).catch(() => {})]);
    if (this.over) return;
    const { base = here(), Socket, random } = this.settings;
    const { workspace, page, schema, epoch } = this.data;
    this.provider = new Provider({
      address: `${base}/${workspace}/${page}?schema=${schema}&epoch=${epoch}&ack=1`,
      doc: this.doc,
      awareness: this.awareness,
      writes: mayWrite(this.level),
      unsaved,
      Socket,
      random,
      listener: {
        changed: () => this.changed(),
        level: (level) => this.changeLevel(level as Level),
        ended: (code) => void this.closed(code),
      },
    });
    this.provider.connect();
    if (this.fragment.length > 0) this.check();
    void purgeOthers(this.data.person.id).catch(() => {});
  }

  /** Nobody looks at it any more. What was written last is sent, and it is waited until it has arrived, also for a line. */
  leave(): void {
    this.provider?.flush();
    this.left = true;
    // What is there is being kept, and then it ends.
    if (this.closing && !this.over) return;
    if (this.over || !isUnderWay(this.said)) return this.destroy();
    this.awareness.setLocalState(null);
    waiting.set(this.store.name, this);
    if (!mayWrite(this.level)) void this.giveUp();
  }

  get writable(): boolean {
    return mayWrite(this.level) && !this.closing;
  }

  destroy(): void {
    this.over = true;
    if (waiting.get(this.store.name) === this) waiting.delete(this.store.name);
    globalThis.removeEventListener?.("beforeunload", this.stay);
    this.opened(false);
    this.provider?.destroy();
    this.store.destroy();
    this.awareness.destroy();
  }

  /** Before anything is bound to the document, and before each binding anew. */
  private check(): void {
    const unknown = unknownIn(this.fragment, this.schema);
    if (unknown) this.lock(unknown);
    else this.opened(true);
  }

  private lock(what: string): void {
    console.error(`This page holds what this editor does not know: ${what}. It is left as it is.`);
    hold(this.doc);
  }

  private changed(): void {
    if (this.over || !this.provider) return;
    if (this.provider.synced) this.check();
    if (this.over) return;
    const state = this.state();
    if (state === this.said) return;
    this.said = state;
    if (state === "saved") this.store.arrived();
    // What is only here should not go when the device runs short of room.
    if (state === "device") void navigator.storage?.persist?.().catch(() => {});
    this.hooks.saved(state);
    if (this.left && !isUnderWay(state)) this.destroy();
  }

  private state(): SaveState {
    const { online, unsaved, onItsWay } = this.provider;
    if (!unsaved) return online ? "saved" : "offline";
    if (onItsWay) return "sent";
    if (!this.store.kept) return "unkept";
    return this.store.writing ? "writing" : "device";
  }

  /** What is nowhere but on this screen is not left without a question. */
  private readonly stay = (event: Event): void => {
    if (this.said === "unkept") event.preventDefault();
  };

  private changeLevel(level: Level): void {
    if (level === this.level) return;
    this.level = level;
    const could = this.provider.writes;
    this.provider.writes = mayWrite(level);
    this.hooks.level(level);
    if (this.left && could && !mayWrite(level)) void this.giveUp();
  }

  /** What is under way is not taken any more, and nobody is there to see it: it becomes a copy, and the line is let go of. */
  private async giveUp(): Promise<void> {
    const copy = copyOf(this.data, this.doc);
    const written = await keepCopy(this.data, copy);
    // It did arrive meanwhile, or it ends otherwise, which makes a copy of its own.
    if (this.over || this.closing) return void letGo(this.data, copy).catch(() => {});
    if (written) await this.purge(copy);
    this.end("read-only", true);
  }

  private async closed(code: number): Promise<void> {
    const why = ENDINGS[code] ?? "refused";
    const { unsaved } = this.provider;
    this.closing = true;
    this.hooks.ending?.();
    if (why === "forbidden") {
      this.end(why);
      // From here on it is not written down anew, though another window takes it away as well.
      this.store.destroy();
      await this.store.settled();
      await Promise.all([purgePage(this.data), purgeCopies(this.data)].map((purged) => purged.catch(() => {})));
      return;
    }
    if (why === "signed-out" || why === "outdated") {
      const copy = await this.stays();
      if (why === "signed-out" && !unsaved) await this.store.purge().catch(() => {});
      return this.end(why, copy);
    }
    // Of what it took once the server may lack parts, when it was brought back from an older backup: then the copy is the last.
    const mayBeLast = (why === "refused" || why === "foreign") && this.fragment.length > 0;
    // What was put into the trash may come back, too, and what was written there is its writer's.
    this.end(why, await this.leavesCopy(unsaved || mayBeLast, why === "gone"));
  }

  /** Whether what may be sent another day became a copy to recover, because it is not in the page's own copy here. */
  private async stays(): Promise<boolean> {
    if (!this.provider?.unsaved || (this.store.kept && !this.store.writing)) return false;
    const copy = remember(copyOf(this.data, this.doc));
    await this.store.settled();
    if (!this.store.kept) await keepCopy(this.data, copy);
    else forget(copy);
    return !this.store.kept;
  }

  /**
   * What the server does not take must not be offered again each time: the page begins anew, with a client of its own. Says
   * whether some of it became a copy to recover, be it of another window.
   */
  private async leavesCopy(own: boolean, allEpochs: boolean): Promise<boolean> {
    const copy = own ? copyOf(this.data, this.doc) : null;
    // Where it is written nowhere else, what is here stays.
    if (copy && !(await keepCopy(this.data, copy))) return true;
    const more = await this.purge(copy);
    if (allEpochs) await leaveEpochs(this.data).catch(() => {});
    return own || more;
  }

  /** What other windows have not sent goes into this one's copy, or becomes one. */
  private async purge(copy: Copy | null): Promise<boolean> {
    let made = false;
    await this.store.purge(async (updates) => {
      const all = copyOf(this.data, this.doc, updates);
      await writeCopy(this.data, copy ? { ...all, key: copy.key, at: copy.at } : all);
      made = true;
    }).catch(() => {});
    return made;
  }

  private end(why: Ending, copy = false): void {
    if (this.over) return;
    const { left } = this;
    this.over = true;
    this.opened(false);
    // Nobody writes into what is on its way out.
    hold(this.doc);
    this.provider?.destroy();
    this.hooks.saved("locked");
    this.hooks.ended(why, copy);
    // Nobody else takes it down any more.
    if (left) this.destroy();
  }
}
