import "./page";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { awarenessFrame } from "../src/live/protocol";
import { copiesOf, leaveEarlier } from "../src/live/recovery";
import { wanted } from "../src/live/database";
import { type Desk, begun, cutTheLine, edit, fill, last, number, paragraph, room, server, sit, textOf, write } from "./desk";
import { kept } from "./device";
import { pause, until } from "./until";

test("what one writes the other sees, and both are told that it is saved", async () => {
  fill("Hello");
  const [ada, bela] = [await edit(), await edit({ person: { id: "bela", name: "Bela", hue: 2 } })];
  await Promise.all([ada.session.ready, bela.session.ready]);
  write(ada, "from Ada");
  await until(() => textOf(bela.session.fragment).includes("from Ada"), "Bela sees it");
  await until(() => last(ada) === "saved", "it is saved");
});

test("nothing is called saved before the server says that it is durable", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  await until(() => last(ada) === "saved", "the page is as the server has it");
  room().acknowledges = false;
  write(ada, "not yet");
  await until(() => textOf(room().fragment).includes("not yet"), "it has arrived");
  await pause(60);
  assert.equal(last(ada), "sent");
  room().acknowledge();
  await until(() => last(ada) === "saved", "the word has come");
});

test("a page that is opened and left alone sends nothing", async () => {
  fill("Hello", "");
  const ada = await edit();
  assert.equal(await ada.session.ready, true);
  await pause(120);
  assert.equal(room().updates.length, 0);
});

test("what was written without a line is merged with what others wrote meanwhile", async () => {
  fill("Hello");
  const [ada, bela] = [await edit(), await edit({ person: { id: "bela", name: "Bela", hue: 2 } })];
  await Promise.all([ada.session.ready, bela.session.ready]);
  await until(() => last(ada) === "saved", "both are there");
  server.refuses = 4503;
  for (const client of [...room().clients]) client.socket.close(4503);
  await until(() => !ada.session.provider.online && !bela.session.provider.online, "the line is cut");
  write(ada, "from Ada");
  write(bela, "from Bela");
  assert.equal(last(ada), "writing");
  await until(() => last(ada) === "device", "it is written down");
  server.refuses = 0;
  await until(() => textOf(ada.session.fragment).includes("from Bela") && textOf(bela.session.fragment).includes("from Ada"), "they meet");
  assert.equal(textOf(ada.session.fragment), textOf(bela.session.fragment));
  await until(() => last(ada) === "saved" && last(bela) === "saved", "all is saved");
});

test("a page opens without a line from what this device has, and its edits arrive later", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  server.refuses = 4503;
  room().close(4503);
  await until(() => !ada.session.provider.online, "the line is cut");
  write(ada, "in a tunnel");
  await ada.session.store.settled();
  ada.session.destroy();
  await pause(20);

  const again = await edit();
  assert.equal(await again.session.ready, true);
  assert.match(textOf(again.session.fragment), /in a tunnel/);
  await until(() => last(again) === "device", "it says where the edit is");
  server.refuses = 0;
  await until(() => textOf(room().fragment).includes("in a tunnel"), "it arrives");
  await until(() => last(again) === "saved", "and is saved");
  await again.session.store.settled();
  assert.equal((await kept(`atrium/ada/page-${number}/1`)).unsaved, false);
});

test("an edit is called on this device once it is written down, and never when it cannot be", async () => {
  const ada = await begun();
  server.refuses = 4503;
  room().close(4503);
  await until(() => !ada.session.provider.online, "the line is cut");
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    throw new DOMException("No room.", "QuotaExceededError");
  };
  try {
    write(ada, "first");
    await ada.session.store.settled();
    assert.equal(last(ada), "unkept");
    assert.ok(!ada.saved.includes("device"));
    const leaving = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(leaving);
    assert.ok(leaving.defaultPrevented);
  } finally {
    IDBObjectStore.prototype.add = add;
  }
  write(ada, "second");
  await until(() => last(ada) === "device", "there is room again");
  const { doc, unsaved } = await kept(`atrium/ada/page-${number}/1`);
  assert.ok(unsaved);
  assert.match(textOf(doc.getXmlFragment("default")), /first.*second/);
});

test("whoever may only comment sends no edits", async () => {
  fill("Hello");
  const ada = await edit({ level: "comment" });
  await ada.session.ready;
  write(ada, "I may not");
  await pause(120);
  assert.equal(room().updates.length, 0);
});

test("a level that falls while somebody writes is heard at once, and nothing is sent any more", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  room().notice({ level: "view" });
  await until(() => ada.levels.includes("view"), "the level is heard");
  write(ada, "too late");
  await pause(120);
  assert.doesNotMatch(textOf(room().fragment), /too late/);
});

const strange: [string, () => Y.XmlElement][] = [
  ["an element", () => new Y.XmlElement("poll")],
  ["an attribute", () => {
    const element = paragraph("Hello");
    element.setAttribute("mood", "bright");
    return element;
  }],
  ["a mark", () => {
    const element = new Y.XmlElement("paragraph");
    const text = new Y.XmlText();
    text.insert(0, "Hello", { glitter: {} });
    element.insert(0, [text]);
    return element;
  }],
];

for (const [what, made] of strange) {
  test(`a page with ${what} that is not known is left as it is`, async () => {
    room().fragment.insert(0, [made()]);
    const before = Y.encodeStateAsUpdate(room().doc);
    const ada = await edit();
    assert.equal(await ada.session.ready, false);
    assert.deepEqual(ada.endings, [["unknown-content", false]]);
    assert.equal(last(ada), "locked");
    await pause(60);
    assert.equal(room().updates.length, 0);
    assert.deepEqual(Y.encodeStateAsUpdate(room().doc), before);
  });

  test(`${what} that is not known and comes while somebody writes ends it`, async () => {
    fill("Hello");
    const ada = await edit();
    await ada.session.ready;
    room().fragment.push([made()]);
    await until(() => ada.endings.length, "the page is locked");
    assert.equal(ada.endings[0]![0], "unknown-content");
    assert.equal(room().updates.length, 0);
  });
}

test("two comments over one word are known, with the hashes that keep them apart", async () => {
  const element = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  text.insert(0, "Hello", { "comment--a1B2c3D4": { thread: "1" }, "comment--Z9y8X7w6": { thread: "2" } });
  element.insert(0, [text]);
  room().fragment.insert(0, [element]);
  const ada = await edit();
  assert.equal(await ada.session.ready, true);
});

test("whoever lost the right keeps no copy of the page", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  await ada.session.store.settled();
  room().close(4403);
  await until(() => ada.endings.length, "it ends");
  assert.deepEqual(ada.endings, [["forbidden", false]]);
  await pause(60);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  assert.ok(!names.includes(`atrium/ada/page-${number}/1`), names.join());
});

test("what never arrived in an epoch that is over becomes a copy to recover, once", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  room().acknowledges = false;
  write(ada, "my last words");
  await until(() => last(ada) === "sent", "it is sent");
  room().close(4410);
  await until(() => ada.endings.length, "it ends");
  assert.deepEqual(ada.endings, [["rewritten", true]]);
  const [copy] = await copiesOf(ada.data);
  assert.match(copy!.text, /Hello\n\nmy last words/);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  assert.ok(!names.includes(`atrium/ada/page-${number}/1`), "the old epoch is not merged again");
});

test("what the server takes for somebody else's becomes a copy, and the page begins anew with a client of its own", async () => {
  const ada = await begun();
  await cutTheLine(ada);
  write(ada, "my own words");
  await ada.session.store.settled();
  server.refuses = 4423;
  await until(() => ada.endings.length, "it ends");
  assert.deepEqual(ada.endings, [["foreign", true]]);
  assert.match((await copiesOf(ada.data))[0]!.text, /my own words/);
  const client = ada.session.doc.clientID;
  ada.session.destroy();

  server.refuses = 0;
  const again = await edit();
  assert.equal(await again.session.ready, true);
  assert.notEqual(again.session.doc.clientID, client);
  assert.equal(textOf(again.session.fragment), "|Hello|");
  write(again, "once more");
  await until(() => last(again) === "saved", "it is taken now");
  assert.doesNotMatch(textOf(room().fragment), /my own words/);
  assert.match(textOf(room().fragment), /once more/);
});

for (const [code, why] of [[4422, "refused"], [4423, "foreign"]] as const) {
  test(`what had arrived becomes a copy too when the server says ${code}: it may be the last`, async () => {
    fill("Hello");
    const ada = await edit();
    await ada.session.ready;
    write(ada, "acknowledged");
    await until(() => last(ada) === "saved" && textOf(room().fragment).includes("acknowledged"), "it is saved");
    await cutTheLine(ada);
    server.refuses = code;
    await until(() => ada.endings.length, "it ends");
    assert.deepEqual(ada.endings, [[why, true]]);
    assert.match((await copiesOf(ada.data))[0]!.text, /acknowledged/);
    const names = (await indexedDB.databases()).map(({ name }) => name);
    assert.ok(!names.includes(`atrium/ada/page-${number}/1`), "it is not offered again");
  });
}

test("a copy of an older epoch is not merged into the new one", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  server.refuses = 4503;
  room().close(4503);
  await until(() => !ada.session.provider.online, "the line is cut");
  write(ada, "before it was rewritten");
  await ada.session.store.settled();
  ada.session.destroy();
  await pause(20);
  await leaveEarlier(ada.data, 2);
  assert.match((await copiesOf(ada.data))[0]!.text, /before it was rewritten/);
  server.refuses = 0;
  const again = await edit({ epoch: 2 });
  await again.session.ready;
  assert.doesNotMatch(textOf(again.session.fragment), /before it was rewritten/);
});

test("a newer schema ends it and keeps what was written", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  room().acknowledges = false;
  write(ada, "kept");
  await ada.session.store.settled();
  room().close(4409);
  await until(() => ada.endings.length, "it ends");
  assert.deepEqual(ada.endings, [["outdated", false]]);
  await ada.session.store.settled();
  ada.session.store.destroy();
  await pause(20);
  const { doc, unsaved } = await kept(`atrium/ada/page-${number}/1`);
  assert.equal(unsaved, true);
  assert.match(textOf(doc.getXmlFragment("default")), /kept/);
});

test("somebody signed out finds again what they had not sent", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  room().acknowledges = false;
  write(ada, "kept");
  await ada.session.store.settled();
  room().close(4401);
  await until(() => ada.endings.length, "it ends");
  assert.equal(ada.endings[0]![0], "signed-out");
  await pause(30);
  assert.equal((await kept(`atrium/ada/page-${number}/1`)).unsaved, true);
});

async function rowsOf(name: string): Promise<number> {
  const database = await wanted(indexedDB.open(name));
  const rows = await wanted(database.transaction("updates").objectStore("updates").count());
  database.close();
  return rows;
}

/** Writes without a line and leaves: what was written waits on this device. */
async function leaveInTunnel(desk: Desk): Promise<void> {
  await cutTheLine(desk);
  write(desk, "in a tunnel");
  desk.session.leave();
  await until(() => last(desk) === "device", "it is written down");
}

test("the word that all has arrived does not reach edits that were made after it", async () => {
  const ada = await begun();
  const { store } = ada.session;
  write(ada, "first");
  store.arrived();
  write(ada, "second");
  await store.settled();
  assert.ok((await kept(store.name)).unsaved);
  store.arrived();
  await store.settled();
  assert.ok(!(await kept(store.name)).unsaved);
});

test("what another window has not sent stays marked when this one has", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  await cutTheLine(ada);
  write(ada, "first");
  await ada.session.store.settled();
  const bela = await edit();
  write(ada, "second");
  await ada.session.store.settled();
  bela.session.store.arrived();
  await bela.session.store.settled();
  assert.ok((await kept(ada.session.store.name)).unsaved);
});

test("two windows whose edits cannot be merged leave two copies", async () => {
  fill("Hello");
  const windows = [await edit(), await edit()];
  await Promise.all(windows.map(({ session }) => session.ready));
  await until(() => windows.every((desk) => last(desk) === "saved"), "both are there");
  room().acknowledges = false;
  windows.forEach((desk, at) => write(desk, `words of window ${at}`));
  await until(() => windows.every((desk) => last(desk) === "sent"), "they are sent");
  room().close(4410);
  await until(() => windows.every((desk) => desk.endings.length), "they end");
  const texts = (await copiesOf(windows[0]!.data)).map(({ text }) => text);
  assert.equal(texts.length, 2);
});

test("a page that is gone leaves what had not arrived to its writer", async () => {
  const ada = await begun();
  room().acknowledges = false;
  write(ada, "hours of work");
  await until(() => last(ada) === "sent", "it is sent");
  room().close(4404);
  await until(() => ada.endings.length, "it ends");
  assert.deepEqual(ada.endings, [["gone", true]]);
  assert.match((await copiesOf(ada.data))[0]!.text, /hours of work/);
});

test("what waits to be written down is, when the page goes away", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  await cutTheLine(ada);
  write(ada, "first");
  await pause(0);
  write(ada, "second");
  window.dispatchEvent(new Event("pagehide"));
  await pause(30);
  const { doc, unsaved } = await kept(ada.session.store.name);
  assert.ok(unsaved);
  assert.match(textOf(doc.getXmlFragment("default")), /first.*second/);
});

test("an editor that is left keeps on until its words are somewhere", async () => {
  const ada = await begun();
  await cutTheLine(ada);
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    throw new DOMException("No room.", "QuotaExceededError");
  };
  try {
    write(ada, "nowhere else");
    await until(() => last(ada) === "unkept", "it is nowhere else");
    ada.session.leave();
    server.refuses = 0;
    await until(() => textOf(room().fragment).includes("nowhere else"), "it arrives");
    await until(() => !ada.session.provider.online, "and then it ends");
  } finally {
    IDBObjectStore.prototype.add = add;
  }
});

test("who leaves right after the last key hears that it is saved, and only then it ends", async () => {
  const ada = await begun();
  room().acknowledges = false;
  write(ada, "first");
  write(ada, "second");
  ada.session.leave();
  assert.equal(last(ada), "sent");
  assert.equal(ada.session.awareness.getLocalState(), null, "nobody is told that she writes");
  await until(() => /first.*second/.test(textOf(room().fragment)), "both have arrived");
  await pause(60);
  assert.equal(last(ada), "sent");
  assert.ok(ada.session.provider.online);
  room().acknowledge();
  await until(() => last(ada) === "saved", "it is saved");
  assert.ok(!ada.session.provider.online, "and it is over");
  await ada.session.store.settled();
  assert.equal((await kept(ada.session.store.name)).unsaved, false);
});

test("who leaves right after the last key without a line hears that it is on this device, and it is sent when there is one", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  await leaveInTunnel(ada);
  assert.equal(ada.session.awareness.getLocalState(), null, "nobody is told that she writes");
  server.refuses = 0;
  window.dispatchEvent(new Event("online"));
  await until(() => textOf(room().fragment).includes("in a tunnel"), "it arrives");
  await until(() => last(ada) === "saved", "and is saved");
  await until(() => room().clients.size === 0, "and then it ends");
  await ada.session.store.settled();
  assert.equal((await kept(ada.session.store.name)).unsaved, false);
});

test("whoever opens a page again goes on with what waits there for a line", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  await leaveInTunnel(ada);
  const again = sit();
  await again.session.takeOver();
  await again.session.start();
  write(again, "and out of it");
  server.refuses = 0;
  window.dispatchEvent(new Event("online"));
  await until(() => last(again) === "saved", "it is saved");
  assert.equal(textOf(room().fragment), "|Hello||in a tunnel||and out of it|");
  assert.equal(room().clients.size, 1, "by one line");
  assert.equal(last(ada), "device");
  await again.session.store.settled();
  assert.equal((await kept(again.session.store.name)).unsaved, false);
});

test("what waits for a line and is refused in the end becomes a copy, and it is over", async () => {
  const ada = await begun();
  await leaveInTunnel(ada);
  server.refuses = 4410;
  window.dispatchEvent(new Event("online"));
  await until(() => ada.endings.length, "it ends");
  assert.deepEqual(ada.endings, [["rewritten", true]]);
  assert.match((await copiesOf(ada.data))[0]!.text, /in a tunnel/);
});

test("who has left and may not write any more waits for nothing, and what had not arrived becomes a copy", async () => {
  const ada = await begun();
  room().acknowledges = false;
  write(ada, "my last words");
  await until(() => last(ada) === "sent", "it is sent");
  ada.session.leave();
  room().notice({ level: "view" });
  await until(() => ada.endings.length, "it ends");
  assert.deepEqual(ada.endings, [["read-only", true]]);
  await until(() => room().clients.size === 0, "and holds no place");
  const copies = await copiesOf(ada.data);
  assert.equal(copies.length, 1);
  assert.match(copies[0]!.text, /my last words/);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  assert.ok(!names.includes(`atrium/ada/page-${number}/1`), "it is not offered again");
});

test("who may not write any more and then leaves waits for nothing either", async () => {
  const ada = await begun();
  room().acknowledges = false;
  write(ada, "my last words");
  await until(() => last(ada) === "sent", "it is sent");
  room().notice({ level: "comment" });
  await until(() => ada.levels.includes("comment"), "the level is heard");
  assert.deepEqual(ada.endings, [], "she reads on");
  ada.session.leave();
  await until(() => room().clients.size === 0, "she holds no place");
  assert.deepEqual(ada.endings, [["read-only", true]]);
  assert.match((await copiesOf(ada.data))[0]!.text, /my last words/);
});

test("where one's own caret is nobody else says", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  const { awareness, doc } = ada.session;
  awareness.setLocalStateField("cursor", null);
  await until(() => room().awareness.getStates().has(doc.clientID), "she is seen");
  const others = new Awareness(new Y.Doc());
  others.states.set(doc.clientID, { cursor: {} });
  others.meta.set(doc.clientID, { clock: 4_294_967_295, lastUpdated: 0 });
  room().broadcast(awarenessFrame(encodeAwarenessUpdate(others, [doc.clientID])), null);
  room().fragment.push([paragraph("afterwards")]);
  await until(() => textOf(ada.session.fragment).includes("afterwards"), "it was heard");
  others.destroy();
  assert.deepEqual(awareness.getLocalState(), { cursor: null });
  assert.ok(awareness.meta.get(doc.clientID)!.clock < 100);
});

test("many edits are kept as few", async () => {
  fill("Hello");
  const ada = await edit();
  await ada.session.ready;
  for (let count = 0; count < 600; count += 1) {
    write(ada, `line ${count}`);
    await ada.session.store.settled();
  }
  ada.session.destroy();
  await pause(30);
  const { doc } = await kept(`atrium/ada/page-${number}/1`);
  assert.equal(doc.getXmlFragment("default").length, 601);
  assert.ok((await rowsOf(`atrium/ada/page-${number}/1`)) < 200);
});
