// Ways to a page: the npm client, and one of our own that counts what is kept.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';

const headers = cookie => ({ cookie, 'sec-fetch-site': 'same-origin' });

// A client of y-websocket 3, as published.
export function npmClient(house, page, { doc = new Y.Doc(), cookie = house.owner, params = {}, ...options } = {}) {
  class Socket extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, { headers: headers(cookie) });
    }
  }
  const address = `ws://127.0.0.1:${house.port}/live/page`;
  const provider = new WebsocketProvider(address, `north/${page}`, doc, {
    WebSocketPolyfill: Socket,
    disableBc: true,
    params: { schema: '1', epoch: '1', ...params },
    maxBackoffTime: 300,
    ...options,
  });
  return { doc, provider, text: () => textOf(doc), stop: () => { provider.destroy(); doc.destroy(); } };
}

export function root(doc) {
  return doc.getXmlFragment('default');
}

// The text of the first paragraph, made where it is not there yet.
export function firstText(doc) {
  const paragraph = root(doc).get(0);
  if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()]);
  return paragraph.get(0);
}

export function textOf(doc) {
  return root(doc).toString();
}

export function plainOf(text) {
  return text.toDelta().map(part => part.insert).join('');
}

// A client that knows which of its frames are kept. It sends only when it is told to.
export class Counting {
  constructor(house, page, { doc = new Y.Doc(), cookie = house.owner, hold = false } = {}) {
    Object.assign(this, { house, page, doc, cookie, hold });
    this.sent = 0;
    this.saved = 0;
    this.closed = undefined;
    this.inbox = [];
    this.open = false;
    this.synced = false;
    // Takes in nothing of what others write.
    this.deaf = false;
    doc.on('update', (update, origin) => {
      if (origin !== this && this.open) this.sendUpdate(update);
    });
  }

  async connect() {
    const address = `ws://127.0.0.1:${this.house.port}/live/page/north/${this.page}?schema=1&epoch=1&ack=1`;
    Object.assign(this, { sent: 0, saved: 0, closed: undefined, synced: false, inbox: [] });
    const socket = new WebSocket(address, { headers: headers(this.cookie) });
    socket.binaryType = 'nodebuffer';
    this.socket = socket;
    socket.on('message', frame => { if (this.socket === socket) this.hear(frame); });
    socket.on('error', () => {});
    socket.on('close', code => {
      if (this.socket === socket) Object.assign(this, { closed: code, open: false });
      this.onClose?.(code);
    });
    await new Promise((done, fail) => { socket.once('open', done); socket.once('close', fail); socket.once('error', fail); });
    this.open = true;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    sync.writeSyncStep1(encoder, this.doc);
    this.sendRaw(encoding.toUint8Array(encoder));
    return this;
  }

  sendRaw(frame) {
    this.socket.send(frame);
  }

  sendUpdate(update) {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    sync.writeUpdate(encoder, update);
    this.sent += 1;
    this.onSend?.(this.sent, false);
    this.sendRaw(encoding.toUint8Array(encoder));
  }

  // As if the server had asked for what it lacks.
  sendRest(update) {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, sync.messageYjsSyncStep2);
    encoding.writeVarUint8Array(encoder, update);
    this.sent += 1;
    this.onSend?.(this.sent, true);
    this.sendRaw(encoding.toUint8Array(encoder));
  }

  hear(frame) {
    const decoder = decoding.createDecoder(frame);
    const kind = decoding.readVarUint(decoder);
    if (kind === 4) {
      this.saved = decoding.readVarUint(decoder);
      this.onSaved?.(this.saved);
    } else if (kind === 0 && !this.deaf) {
      if (this.hold && frame[1] === sync.messageYjsUpdate) {
        decoding.readVarUint(decoder);
        this.inbox.push(decoding.readVarUint8Array(decoder));
        return;
      }
      const asked = frame[1] === sync.messageYjsSyncStep1;
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 0);
      if (asked) {
        this.sent += 1;
        this.onSend?.(this.sent, true);
      }
      sync.readSyncMessage(decoder, encoder, this.doc, this);
      if (asked) this.sendRaw(encoding.toUint8Array(encoder));
      if (frame[1] === sync.messageYjsSyncStep2) this.synced = true;
    }
  }

  // Takes what was held back.
  apply(update) {
    Y.applyUpdate(this.doc, update, this);
  }

  close() {
    this.open = false;
    this.socket?.terminate();
  }
}

export async function until(what, holds, patience = 20_000) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(1)) {
    if (holds()) return;
  }
  throw new Error(`not in time: ${what}`);
}

// Numbers by chance that come again with the same seed.
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: n => Math.floor(next() * n), of: list => list[Math.floor(next() * list.length)] };
}
