import "./page";
import * as encoding from "lib0/encoding";
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import * as protocol from "../src/live/protocol";
import { Provider } from "../src/live/provider";

/** A line whose other end is the test. */
class Line {
  readyState = 1;
  isClosed = false;
  readonly sent: Uint8Array[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: Uint8Array }) => void;

  send(frame: Uint8Array): void {
    this.sent.push(frame);
  }

  close(): void {
    this.isClosed = true;
  }

  hear(frame: Uint8Array): void {
    this.onmessage!({ data: frame });
  }

  /** How many frames with edits came over it. */
  get edits(): number {
    const said = this.sent.map((frame) => protocol.read(frame));
    return said.filter((message) => message.type === "sync" && message.kind !== protocol.STEP_1).length;
  }
}

const EMPTY = new Y.Doc();
const question = protocol.syncFrame(protocol.STEP_1, Y.encodeStateVector(EMPTY));
const answer = protocol.syncFrame(protocol.STEP_2, Y.encodeStateAsUpdate(EMPTY));

function acknowledgement(frames: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, protocol.ACK);
  encoding.writeVarUint(encoder, frames);
  return encoding.toUint8Array(encoder);
}

/** A document that a line is open for, and two clocks that only the test moves. */
function connected(context: TestContext, { writes = true, unsaved = false } = {}) {
  context.mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const clocks = { day: 1_000_000_000, steady: 1_000 };
  context.mock.method(Date, "now", () => clocks.day);
  context.mock.method(performance, "now", () => clocks.steady);
  const line = new Line();
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const write = (text: string) => doc.getText().insert(0, text);
  if (unsaved) write("kept here");
  const Socket = function () {
    return line;
  } as unknown as typeof WebSocket;
  const listener = { changed() {}, level() {}, ended() {} };
  const provider = new Provider({ address: "ws://nowhere", doc, awareness, listener, writes, unsaved, Socket });
  context.after(() => {
    provider.destroy();
    awareness.destroy();
  });
  provider.connect();
  line.onopen!();
  return { provider, line, clocks, write, tick: (time: number) => context.mock.timers.tick(time) };
}

test("a clock that is set back holds no edit", (context) => {
  const { line, clocks, write, tick } = connected(context);
  line.hear(question);
  line.hear(answer);
  write("first");
  assert.equal(line.edits, 1);
  clocks.day -= 3_600_000;
  clocks.steady += 10;
  write("second");
  tick(40);
  assert.equal(line.edits, 2);
});

test("a dead line is noticed where the clock is set back, and none is taken for dead by that", (context) => {
  const { line, clocks, tick } = connected(context);
  clocks.day -= 3_600_000;
  clocks.steady += 40_000;
  tick(5_000);
  assert.equal(line.isClosed, false);
  clocks.steady += 10_000;
  tick(5_000);
  assert.equal(line.isClosed, true);
});

test("a dead line is noticed where the device slept, and its steady clock with it", (context) => {
  const { line, clocks, tick } = connected(context);
  clocks.day += 3_600_000;
  tick(5_000);
  assert.equal(line.isClosed, true);
});

test("words of before are not called saved to whoever may not write any more, and go once they may", (context) => {
  const { provider, line } = connected(context, { writes: false, unsaved: true });
  line.hear(answer);
  line.hear(question);
  assert.equal(line.edits, 0);
  assert.deepEqual([provider.saved, provider.onItsWay], [false, false]);
  provider.writes = true;
  assert.equal(provider.saved, false);
  line.hear(question);
  assert.equal(line.edits, 1);
  assert.deepEqual([provider.saved, provider.onItsWay], [false, true]);
  line.hear(acknowledgement(1));
  assert.equal(provider.saved, true);
});
