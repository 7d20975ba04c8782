// A server for one test or for trying: the protocol of pages in memory. What it acknowledges it has merely applied.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as encoding from "lib0/encoding";
import { type WebSocket as Socket, WebSocketServer } from "ws";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import * as protocol from "../src/live/protocol";

export interface Client {
  socket: Socket;
  level: string;
  clients: Set<number>;
  /** Frames with edits that came over this socket. */
  frames: number;
  person: { id: string; name: string; hue: number };
}

export class Room {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly clients = new Set<Client>();
  /** Every edit that came, in order. */
  readonly updates: Uint8Array[] = [];
  acknowledges = true;
  level = "edit";

  constructor() {
    this.awareness.setLocalState(null);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => this.broadcast(protocol.syncFrame(protocol.UPDATE, update), origin));
    this.awareness.on("update", ({ added, updated, removed }: Record<string, number[]>) => {
      const changed = [...added!, ...updated!, ...removed!];
      this.broadcast(protocol.awarenessFrame(encodeAwarenessUpdate(this.awareness, changed)), null);
    });
  }

  get fragment(): Y.XmlFragment {
    return this.doc.getXmlFragment("default");
  }

  broadcast(frame: Uint8Array, but: unknown): void {
    for (const client of this.clients) if (client !== but) client.socket.send(frame);
  }

  /** Closes all sockets. */
  close(code: number): void {
    for (const { socket } of [...this.clients]) socket.close(code);
  }

  acknowledge(): void {
    for (const client of this.clients) client.socket.send(numbered(protocol.ACK, client.frames));
  }

  notice(notice: object): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, protocol.NOTICE);
    encoding.writeVarString(encoder, JSON.stringify(notice));
    this.broadcast(encoding.toUint8Array(encoder), null);
  }

  join(socket: Socket, person: Client["person"]): void {
    const client: Client = { socket, level: this.level, clients: new Set(), frames: 0, person };
    this.clients.add(client);
    socket.binaryType = "arraybuffer";
    socket.on("message", (data: ArrayBuffer) => this.take(client, new Uint8Array(data)));
    socket.on("close", () => {
      this.clients.delete(client);
      removeAwarenessStates(this.awareness, [...client.clients], null);
    });
    socket.send(protocol.syncFrame(protocol.STEP_1, Y.encodeStateVector(this.doc)));
    const here = [...this.awareness.getStates().keys()];
    if (here.length) socket.send(protocol.awarenessFrame(encodeAwarenessUpdate(this.awareness, here)));
  }

  private take(client: Client, frame: Uint8Array): void {
    const message = protocol.read(frame);
    if (message.type === "awareness") return this.sign(client, message.bytes);
    if (message.type !== "sync") return;
    if (message.kind === protocol.STEP_1) {
      client.socket.send(protocol.syncFrame(protocol.STEP_2, Y.encodeStateAsUpdate(this.doc, message.bytes)));
      return;
    }
    client.frames += 1;
    this.updates.push(message.bytes);
    if (client.level === "edit") Y.applyUpdate(this.doc, message.bytes, client);
    if (this.acknowledges) client.socket.send(numbered(protocol.ACK, client.frames));
  }

  /** Who somebody is, the server says. */
  private sign(client: Client, bytes: Uint8Array): void {
    const theirs = new Awareness(new Y.Doc());
    applyAwarenessUpdate(theirs, bytes, null);
    for (const [id, state] of theirs.getStates()) if (id !== theirs.clientID) Object.assign(state, { user: client.person });
    const ids = [...theirs.meta.keys()].filter((id) => id !== theirs.clientID);
    ids.forEach((id) => client.clients.add(id));
    applyAwarenessUpdate(this.awareness, encodeAwarenessUpdate(theirs, ids), client);
    theirs.destroy();
  }
}

function numbered(type: number, number: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

const NAMES = ["Ada Park", "Bela Novak", "Chidi Obi", "Dana Weiss"];

export class Server {
  readonly rooms = new Map<string, Room>();
  readonly http = createServer();
  /** A code with which whoever comes is sent away at once. */
  refuses = 0;
  private readonly sockets = new WebSocketServer({ server: this.http });
  private people = 0;

  constructor() {
    this.sockets.on("connection", (socket, request) => {
      if (this.refuses) return socket.close(this.refuses);
      const { pathname } = new URL(request.url ?? "", "http://here");
      this.people += 1;
      const name = NAMES[this.people % NAMES.length]!;
      this.room(pathname.split("/").slice(-2).join("/")).join(socket, { id: name, name, hue: (this.people * 3) % 10 });
    });
  }

  room(name: string): Room {
    const known = this.rooms.get(name) ?? new Room();
    this.rooms.set(name, known);
    return known;
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.http.listen(port, "127.0.0.1", resolve));
    return `ws://127.0.0.1:${(this.http.address() as AddressInfo).port}/live/page`;
  }

  async close(): Promise<void> {
    for (const room of this.rooms.values()) {
      for (const { socket } of room.clients) socket.terminate();
      room.awareness.destroy();
    }
    this.sockets.close();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}
