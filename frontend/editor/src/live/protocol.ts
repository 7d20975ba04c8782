// The words of the socket: y-websocket's, and two of ours that the server speaks when `ack=1` is asked for.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const SYNC = 0;
export const AWARENESS = 1;
/** How many of the frames with updates are durable. */
export const ACK = 4;
/** What changes for this socket: `{"level": "view"}`. */
export const NOTICE = 5;

export const STEP_1 = 0;
export const STEP_2 = 1;
export const UPDATE = 2;

/** Why the server ends a connection for good. Whatever is not 4400 to 4499 means: come again. */
export const CLOSED = {
  signedOut: 4401, forbidden: 4403, gone: 4404, schema: 4409, epoch: 4410, tooLarge: 4413, refused: 4422, foreign: 4423,
} as const;
export const isFinal = (code: number): boolean => code >= 4400 && code < 4500;

export function syncFrame(kind: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

export function awarenessFrame(bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, AWARENESS);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

export type Message =
  | { type: "sync"; kind: number; bytes: Uint8Array }
  | { type: "awareness"; bytes: Uint8Array }
  | { type: "ack"; frames: number }
  | { type: "notice"; notice: { level?: string; saved?: number } }
  | { type: "other" };

/** Throws when the frame is broken. */
export function read(frame: Uint8Array): Message {
  const decoder = decoding.createDecoder(frame);
  switch (decoding.readVarUint(decoder)) {
    case SYNC:
      return { type: "sync", kind: decoding.readVarUint(decoder), bytes: decoding.readVarUint8Array(decoder) };
    case AWARENESS:
      return { type: "awareness", bytes: decoding.readVarUint8Array(decoder) };
    case ACK:
      return { type: "ack", frames: decoding.readVarUint(decoder) };
    case NOTICE:
      return { type: "notice", notice: JSON.parse(decoding.readVarString(decoder)) as { level?: string } };
    default:
      return { type: "other" };
  }
}
