// The line between a document and the server. It counts the frames that carry edits and what the server says is durable
// of them; after a break the ordinary exchange of states sends again whatever did not arrive.

import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import * as protocol from "./protocol";

/** Edits within so many milliseconds travel together. */
const TOGETHER = 40;
/** The server speaks every 20 s; after this long without a word the line is dead. */
const SILENCE = 45_000;
const LONGEST_PAUSE = 30_000;

/** A moment by the clock of the device, and by one that nobody sets. */
interface Moment {
  clock: number;
  steady: number;
}

const now = (): Moment => ({ clock: Date.now(), steady: performance.now() });
/** The clock may be set back meanwhile, and the steady one may stand while the device sleeps: the one that counted more is right. */
const since = ({ clock, steady }: Moment): number => Math.max(Date.now() - clock, performance.now() - steady);

export interface Listener {
  /** Something that the save state is made of changed. */
  changed(): void;
  level(level: string): void;
  /** The server ended it for good. */
  ended(code: number): void;
}

export interface Options {
  address: string;
  doc: Y.Doc;
  awareness: Awareness;
  listener: Listener;
  /** Edits of before that may not have arrived. */
  unsaved?: boolean;
  writes: boolean;
  Socket?: typeof WebSocket;
  random?: () => number;
}

export class Provider {
  online = false;
  /** Whether the server's state has been merged into this one since the line is up. */
  synced = false;
  /** Whether there are edits that the server has not called durable. */
  unsaved: boolean;
  /** Frames with edits, counted since the line is up, and how many of them are durable. */
  sent = 0;
  acked = 0;
  writes: boolean;
  private answered = false;
  private over = false;
  private tries = 0;
  private socket: WebSocket | null = null;
  private heard = now();
  private waiting: Uint8Array[] = [];
  private lastSent: Moment = { clock: 0, steady: 0 };
  private retry?: ReturnType<typeof setTimeout>;
  private flushing?: ReturnType<typeof setTimeout>;
  private readonly watch: ReturnType<typeof setInterval>;

  constructor(private readonly options: Options) {
    this.unsaved = options.unsaved ?? false;
    this.writes = options.writes;
    options.doc.on("update", this.edited);
    options.awareness.on("update", this.moved);
    this.watch = setInterval(() => {
      if (this.online && since(this.heard) > SILENCE) this.socket?.close();
    }, 5_000);
    globalThis.addEventListener?.("online", this.atOnce);
    globalThis.addEventListener?.("offline", this.cut);
  }

  connect(): void {
    if (this.over || this.socket) return;
    const { address, Socket = WebSocket } = this.options;
    const socket = new Socket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = ({ data }) => this.received(new Uint8Array(data as ArrayBuffer));
    socket.onclose = ({ code }) => this.closed(socket, code);
    socket.onerror = () => {};
  }

  /** Everything written here is durable at the server. */
  get saved(): boolean {
    return this.synced && !this.unsaved;
  }

  /** Everything written here is on its way, and nothing waits for a line. */
  get onItsWay(): boolean {
    return this.online && this.answered && this.waiting.length === 0;
  }

  destroy(): void {
    this.flush();
    this.over = true;
    clearTimeout(this.retry);
    clearTimeout(this.flushing);
    clearInterval(this.watch);
    globalThis.removeEventListener?.("online", this.atOnce);
    globalThis.removeEventListener?.("offline", this.cut);
    this.options.doc.off("update", this.edited);
    removeAwarenessStates(this.options.awareness, [this.options.doc.clientID], "leaving");
    this.options.awareness.off("update", this.moved);
    const socket = this.socket;
    this.socket = null;
    this.online = false;
    // Closed before it is open, a browser complains; and what it says after this nobody hears.
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.onopen = () => socket.close();
      if (socket.readyState === 1) socket.close();
    }
  }

  private opened(): void {
    const { doc, awareness } = this.options;
    Object.assign(this, { online: true, synced: false, answered: false, sent: 0, acked: 0, heard: now(), waiting: [] });
    this.send(protocol.syncFrame(protocol.STEP_1, Y.encodeStateVector(doc)));
    if (awareness.getLocalState() !== null) {
      this.send(protocol.awarenessFrame(encodeAwarenessUpdate(awareness, [doc.clientID])));
    }
    this.options.listener.changed();
  }

  private received(frame: Uint8Array): void {
    this.heard = now();
    try {
      this.take(protocol.read(frame));
    } catch (error) {
      console.error("A frame could not be read.", error);
      this.socket?.close();
    }
  }

  private take(message: protocol.Message): void {
    const { doc, listener } = this.options;
    switch (message.type) {
      case "sync":
        if (message.kind === protocol.STEP_1) this.answer(message.bytes);
        else Y.applyUpdate(doc, message.bytes, this);
        if (message.kind === protocol.STEP_2) {
          this.synced = true;
          this.tries = 0;
          this.settle();
        }
        return;
      case "awareness":
        return this.hear(message.bytes);
      case "ack":
        this.acked = Math.max(this.acked, message.frames);
        return this.settle();
      case "notice":
        if (message.notice.level) listener.level(message.notice.level);
    }
  }

  /** Where the others are. Where this one is, nobody else says. */
  private hear(bytes: Uint8Array): void {
    const { awareness } = this.options;
    const { states, meta, clientID } = awareness;
    const [own, since] = [states.get(clientID), meta.get(clientID)];
    applyAwarenessUpdate(awareness, bytes, this);
    if (states.get(clientID) === own) return;
    if (own) states.set(clientID, own);
    else states.delete(clientID);
    if (since) meta.set(clientID, since);
  }

  /** What the server lacks, which after a break is what did not arrive. */
  private answer(state: Uint8Array): void {
    const lacking = Y.encodeStateAsUpdate(this.options.doc, state);
    this.waiting = [];
    const nothing = lacking.length === 2;
    // The server may hold what is not durable yet: it answers for that, too, once it is asked.
    const owes = !nothing || this.unsaved;
    if (this.writes && owes) {
      this.sent += 1;
      this.send(protocol.syncFrame(protocol.STEP_2, lacking));
    }
    // What may not be sent is not on its way, and never saved by that: whoever may write again is asked again.
    this.answered = this.writes || !owes;
    this.settle();
  }

  private settle(): void {
    if (this.synced && this.onItsWay && this.acked >= this.sent) this.unsaved = false;
    this.options.listener.changed();
  }

  private readonly edited = (update: Uint8Array, origin: unknown): void => {
    if (origin === this || (origin as { isStore?: boolean } | null)?.isStore) return;
    this.unsaved = true;
    // Until the server has said what it has, the answer to that will bring it.
    if (this.online && this.answered) {
      this.waiting.push(update);
      const passed = since(this.lastSent);
      if (passed >= TOGETHER) this.flush();
      else this.flushing ??= setTimeout(() => this.flush(), TOGETHER - passed);
    }
    this.options.listener.changed();
  };

  /** What waits to travel together goes now. */
  flush(): void {
    clearTimeout(this.flushing);
    this.flushing = undefined;
    if (this.waiting.length === 0 || !this.online || !this.writes) return;
    const update = this.waiting.length === 1 ? this.waiting[0]! : Y.mergeUpdates(this.waiting);
    this.waiting = [];
    this.lastSent = now();
    this.sent += 1;
    this.send(protocol.syncFrame(protocol.UPDATE, update));
    this.options.listener.changed();
  }

  private readonly moved = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, origin: unknown): void => {
    if (origin === this) return;
    const { awareness, doc } = this.options;
    if (![...added, ...updated, ...removed].includes(doc.clientID)) return;
    this.send(protocol.awarenessFrame(encodeAwarenessUpdate(awareness, [doc.clientID])));
  };

  private send(frame: Uint8Array): void {
    if (this.socket?.readyState === 1) this.socket.send(frame as Uint8Array<ArrayBuffer>);
  }

  private closed(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return;
    const { awareness, doc, listener } = this.options;
    this.socket = null;
    Object.assign(this, { online: false, synced: false, answered: false, waiting: [] });
    const others = [...awareness.getStates().keys()].filter((client) => client !== doc.clientID);
    removeAwarenessStates(awareness, others, this);
    if (protocol.isFinal(code)) {
      this.over = true;
      listener.ended(code);
    } else if (!this.over) {
      this.retry = setTimeout(() => this.connect(), this.pause());
    }
    listener.changed();
  }

  /** Longer with each try, and not the same for everybody, so that a server that comes back is not run over. */
  private pause(): number {
    const { random = Math.random } = this.options;
    const longest = Math.min(LONGEST_PAUSE, 500 * 2 ** this.tries);
    this.tries += 1;
    return longest * (0.5 + random() / 2);
  }

  /** A browser without a network keeps a socket for minutes, and nothing goes through it. */
  private readonly cut = (): void => {
    const { socket } = this;
    if (!socket) return;
    this.closed(socket, 1006);
    socket.onclose = null;
    socket.close();
  };

  private readonly atOnce = (): void => {
    if (this.online || this.over) return;
    clearTimeout(this.retry);
    this.tries = 0;
    this.connect();
  };
}
