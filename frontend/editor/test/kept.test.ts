import "./page";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import * as Y from "yjs";
import { named, remove } from "../src/live/database";
import { copiesOf, copyOf, keepCopy, letGo } from "../src/live/recovery";
import { hold } from "../src/live/unbuildable";
import { Store, purgeOthers } from "../src/live/store";
import { type Desk, begun, cutTheLine, edit, last, number, pageData, paragraph, room, server, textOf, write } from "./desk";
import { isAsked, kept, withoutRoom } from "./device";
import { pause, until } from "./until";

// What somebody wrote and the server does not have is never lost: whichever window is told that it is over, and whatever
// this device can still keep.

let makeRoom = () => {};
beforeEach(async () => {
  for (const name of await named("atrium/")) await remove(name);
});
afterEach(async () => {
  makeRoom();
  makeRoom = () => {};
  for (const copy of await copiesOf(pageData())) await letGo(pageData(), copy);
});

const nameOf = (epoch = 1) => `atrium/ada/page-${number}/${epoch}`;
const wordsIn = async (name: string): Promise<string> => textOf((await kept(name)).doc.getXmlFragment("default"));

/** A second window writes something without a line, which the first one, that has nothing unsent, knows nothing of. */
async function besideAnother(words: string): Promise<[here: Desk, there: Desk]> {
  const here = await begun();
  const there = await edit();
  await until(() => last(there) === "saved", "the second window is there too");
  await cutTheLine(here, there);
  write(there, words);
  await until(() => last(there) === "device", "its words are on this device");
  return [here, there];
}

async function end(code: number, ...desks: Desk[]): Promise<void> {
  server.refuses = code;
  for (const { session } of desks) session.provider.connect();
  await until(() => desks.every(({ endings }) => endings.length), "it ends");
}

test("a window with nothing unsent that is signed out leaves this device the words of another", async () => {
  const [here, there] = await besideAnother("of the other window");
  await end(4401, here);
  await here.session.store.settled();
  await pause(30);
  assert.match(await wordsIn(nameOf()), /of the other window/);
  await end(4401, there);
  there.session.destroy();
  await pause(30);
  assert.deepEqual([(await kept(nameOf())).unsaved, /of the other window/.test(await wordsIn(nameOf()))], [true, true]);
});

for (const code of [4410, 4413, 4422, 4423, 4404]) {
  test(`what a window wrote that was closed meanwhile becomes a copy when another one hears ${code}`, async () => {
    const [here, there] = await besideAnother("of the window that was closed");
    there.session.destroy();
    await pause(20);
    await end(code, here);
    assert.equal(here.endings[0]![1], true);
    const copies = await copiesOf(here.data);
    assert.equal(copies.length, 1);
    assert.match(copies[0]!.text, /of the window that was closed/);
    assert.deepEqual(await named(`atrium/ada/page-${number}/`), []);
  });
}

test("who has left and may not write any more takes nothing from another window", async () => {
  const [here, there] = await besideAnother("of the other window");
  write(here, "of this one");
  await until(() => last(here) === "device", "it is written down");
  there.session.destroy();
  await pause(20);
  here.session.leave();
  server.refuses = 0;
  room().level = "view";
  room().acknowledges = false;
  here.session.provider.connect();
  await until(() => room().clients.size === 1 && here.session.provider.synced, "the line is up");
  room().notice({ level: "view" });
  await until(() => here.endings.length, "it ends");
  const [copy, ...more] = await copiesOf(here.data);
  assert.equal(more.length, 0);
  assert.match(copy!.text, /of this one/);
  assert.match(copy!.text, /of the other window/);
});

test("what was kept and then taken away by another window is written down anew, as a whole", async () => {
  const [, there] = await besideAnother("before it was taken away");
  await remove(nameOf());
  await until(() => last(there) === "device", "it is written down");
  await there.session.store.settled();
  write(there, "and after it");
  await there.session.store.settled();
  const { doc, unsaved } = await kept(nameOf());
  assert.ok(unsaved);
  assert.match(textOf(doc.getXmlFragment("default")), /before it was taken away.*and after it/);
});

/** Somebody has written what neither the server nor this device has. */
async function unkept(): Promise<Desk> {
  const desk = await begun();
  await cutTheLine(desk);
  makeRoom = withoutRoom();
  write(desk, "nowhere else");
  await until(() => last(desk) === "unkept", "it is nowhere else");
  return desk;
}

for (const code of [4401, 4404, 4409, 4410, 4413, 4422, 4423]) {
  test(`what this device cannot keep is held to be taken when the server says ${code}, and nobody leaves it unasked`, async () => {
    const desk = await unkept();
    let asked = true;
    const ended = desk.endings.push.bind(desk.endings);
    desk.endings.push = (...endings) => {
      desk.session.leave();
      asked &&= isAsked();
      return ended(...endings);
    };
    await end(code, desk);
    assert.equal(desk.endings[0]![1], true);
    assert.ok(asked && isAsked());
    const [copy] = await copiesOf(desk.data);
    assert.match(copy!.text, /nowhere else/);
    assert.equal((await named(nameOf())).length, 1, "what is kept of it stays");
    makeRoom();
    assert.match((await copiesOf(desk.data))[0]!.text, /nowhere else/);
    assert.ok(!isAsked(), "it is kept as soon as there is room");
  });
}

test("what this device cannot keep is held too when the editor stops of its own accord", async () => {
  const desk = await unkept();
  hold(desk.session.doc, "not-followed");
  desk.session.leave();
  assert.ok(isAsked());
  await until(() => desk.endings.some(([, copy]) => copy), "the copy is spoken of");
  assert.match((await copiesOf(desk.data))[0]!.text, /nowhere else/);
});

test("who leaves while it is being kept is told of the copy all the same", async () => {
  const desk = await begun();
  await cutTheLine(desk);
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given) {
    if (this.name === "copies") desk.session.leave();
    return put.apply(this, given);
  };
  makeRoom = () => void Object.assign(IDBObjectStore.prototype, { put });
  await end(4422, desk);
  assert.deepEqual(desk.endings, [["refused", true]]);
  assert.equal((await copiesOf(desk.data)).length, 1);
});

test("what is being written down when it ends is waited for", async () => {
  const desk = await begun();
  await cutTheLine(desk);
  write(desk, "at the last moment");
  makeRoom = withoutRoom();
  assert.equal(last(desk), "writing");
  hold(desk.session.doc, "not-followed");
  desk.session.leave();
  await until(() => desk.endings.some(([, copy]) => copy), "the copy is spoken of");
  assert.match((await copiesOf(desk.data))[0]!.text, /at the last moment/);
});

test("a copy that cannot be read is not taken for one without unsent words", async () => {
  const readable = `atrium/bela/page-${number}/1`;
  for (const name of [nameOf(), readable]) {
    const store = new Store(name, new Y.Doc());
    await store.load();
    store.destroy();
  }
  const desk = await begun();
  await cutTheLine(desk);
  write(desk, "not sent");
  await desk.session.store.settled();
  desk.session.destroy();
  await pause(20);
  const { getAllKeys } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.getAllKeys = function (this: IDBObjectStore, ...given) {
    if (this.transaction.db.name === nameOf()) throw new DOMException("It cannot be read.", "UnknownError");
    return getAllKeys.apply(this, given);
  };
  try {
    await purgeOthers("chidi");
    await edit({ epoch: 2 });
  } finally {
    IDBObjectStore.prototype.getAllKeys = getAllKeys;
  }
  assert.deepEqual(await named(readable), []);
  assert.match(await wordsIn(nameOf()), /not sent/);
});

test("a page that was kept for a while leaves the unsent words of a later epoch to be sent", async () => {
  const desk = await edit({ epoch: 2 });
  server.refuses = 4503;
  room().close(4503);
  desk.session.fragment.push([paragraph("of the later epoch")]);
  await desk.session.store.settled();
  desk.session.destroy();
  await pause(20);
  await edit({ epoch: 1 });
  assert.match(await wordsIn(nameOf(2)), /of the later epoch/);
  assert.deepEqual(await copiesOf(desk.data), []);
});

test("who loses the right keeps no copy of the page, also to be recovered, and where databases cannot be listed", async () => {
  const desk = await begun();
  await keepCopy(desk.data, copyOf(desk.data, desk.session.doc));
  const other = { ...desk.data, page: `${desk.data.page}-other` };
  await keepCopy(other, copyOf(other, desk.session.doc));
  const factory = Object.getPrototypeOf(indexedDB) as Partial<IDBFactory>;
  const { databases } = factory;
  delete factory.databases;
  try {
    room().close(4403);
    await until(() => desk.endings.length, "it ends");
    await pause(60);
  } finally {
    Object.assign(factory, { databases });
  }
  assert.deepEqual(await named(`atrium/ada/page-${number}/`), []);
  assert.deepEqual(await copiesOf(desk.data), []);
  const [copy, ...more] = await copiesOf(other);
  assert.equal(more.length, 0);
  await letGo(other, copy!);
});

test("what is held in memory is offered to nobody but its writer", async () => {
  const desk = await begun();
  makeRoom = withoutRoom();
  assert.equal(await keepCopy(desk.data, copyOf(desk.data, desk.session.doc)), false);
  makeRoom();
  assert.deepEqual(await copiesOf(pageData({ person: { id: "ben", name: "Ben", hue: 2 } })), []);
  assert.equal((await copiesOf(desk.data)).length, 1);
});
