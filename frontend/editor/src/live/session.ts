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
import { keepCopy, leaveOtherEpochs, letGo } from "./recovery";
import { Store, purgeOthers, purgePage } from "./store";
import { type Hold, hold, isHeld, onHold } from "./unbuildable";

/** Why a page is not edited here, or not any more. */
export type Ending = "signed-out" | "forbidden" | "gone" | "outdated" | "rewritten" | "too-large" | "refused" | "foreign" | "read-only" | Hold;

export interface Hooks {
  saved(state: SaveState): void;
  level(level: Level): void;
  /** Nothing is written any more. `copy`: what had not arrived, or may be nowhere else, is kept to be recovered. */
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
    onHold(this.doc, (why) => this.end(why));
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
    const [unsaved] = await Promise.all([this.store.load(), leaveOtherEpochs(this.data, this.data.epoch).catch(() => {})]);
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
    if (this.over || !isUnderWay(this.said)) return this.destroy();
    this.awareness.setLocalState(null);
    waiting.set(this.store.name, this);
    if (!mayWrite(this.level)) void this.giveUp();
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
    const copy = await keepCopy(this.data, this.doc).catch(() => null);
    // It did arrive meanwhile, or it ended otherwise, which made a copy of its own.
    if (this.over) return void (copy && letGo(this.data, copy).catch(() => {}));
    if (copy) await this.store.purge().catch(() => {});
    this.end("read-only", copy !== null);
  }

  private async closed(code: number): Promise<void> {
    const why = ENDINGS[code] ?? "refused";
    const { unsaved } = this.provider;
    let copy = false;
    // What was put into the trash may come back, and what was written there is its writer's.
    if (why === "gone" && unsaved) copy = await keepCopy(this.data, this.doc).then(() => true, () => false);
    if (why === "forbidden" || why === "gone") {
      this.end(why, copy);
      await this.store.settled();
      this.store.destroy();
      await purgePage(this.data).catch(() => {});
      return;
    }
    const refused = why === "refused" || why === "foreign";
    const own = refused || why === "rewritten" || why === "too-large";
    // Of what it took once the server may lack parts, when it was brought back from an older backup: then the copy is the last.
    const mayBeLast = refused && this.fragment.length > 0;
    const keeps = own && (unsaved || mayBeLast);
    if (keeps) copy = await keepCopy(this.data, this.doc).then(() => true, () => false);
    // What the server does not take must not be offered again each time: the page begins anew, with a client of its own.
    if (own && (copy || !keeps)) await this.store.purge().catch(() => {});
    if (why === "signed-out" && !unsaved) await this.store.purge().catch(() => {});
    this.end(why, copy);
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
