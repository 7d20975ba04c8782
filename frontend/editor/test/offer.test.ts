import "./page";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import * as Y from "yjs";
import { Database, named, remove } from "../src/live/database";
import { copiesOf, copyOf, keepCopy, letGo } from "../src/live/recovery";
import { Store } from "../src/live/store";
import { offerCopies, withdrawOffers } from "../src/notice";
import "../src/open";
import { type PageData, pageOf } from "../src/page";
import { isAsked, withoutRoom } from "./device";
import { pause, until } from "./until";

/** No server is reached. */
Object.assign(globalThis, { WebSocket: class { close(): void {} } });

let number = 0;
beforeEach(async () => {
  number += 1;
  for (const name of await named("atrium/")) await remove(name);
});
afterEach(async () => {
  document.body.replaceChildren();
  // Whatever was open for the page before is taken down.
  await pause(40);
});

const folder = () => `atrium/ada/offered-${number}/`;

/** Somebody wrote something that was not sent, and closed the window. */
async function wrote(epoch: number, words: string): Promise<void> {
  const doc = new Y.Doc();
  const store = new Store(folder() + epoch, doc);
  await store.load();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(words)]);
  doc.getXmlFragment("default").push([paragraph]);
  await store.settled();
  store.destroy();
  await pause(10);
}

function meet(more: Partial<PageData>): HTMLElement {
  const data: PageData = { workspace: "larkspur", page: `offered-${number}`, number, epoch: 1, schema: 1, level: "view", person: { id: "ada", name: "Ada", hue: 1 }, ...more };
  const article = document.createElement("article");
  article.dataset.page = JSON.stringify(data);
  article.innerHTML = '<div class="prose-body"><p>As it is read.</p></div>';
  document.body.append(article);
  return article;
}

const offered = (article: HTMLElement) => article.querySelectorAll(".editor-copy");

async function textOf(article: HTMLElement): Promise<string> {
  const written: string[] = [];
  Object.assign(navigator, { clipboard: { writeText: async (words: string) => void written.push(words) } });
  article.querySelector<HTMLElement>(".editor-copy button")!.click();
  await until(() => written.length, "its text is copied");
  return written[0]!;
}

for (const level of ["view", "comment"] as const) {
  test(`who wrote something and may only ${level} by now is offered it where the page is read, until it is thrown away`, async () => {
    await wrote(1, "Before I was lowered");
    for (let times = 0; times < 2; times += 1) {
      const article = meet({ level });
      await until(() => offered(article).length, "it is offered");
      assert.match(await textOf(article), /Before I was lowered/);
      assert.equal(offered(article).length, 1);
      assert.ok(!article.classList.contains("editing"));
      assert.deepEqual(await named(folder()), [], "it is not kept twice");
      if (times === 1) article.querySelector<HTMLElement>(".editor-copy button:last-of-type")!.click();
      else article.remove();
    }
    await until(() => !document.querySelector(".editor-copy"), "it is thrown away");
    const article = meet({ level });
    await pause(60);
    assert.equal(offered(article).length, 0);
  });
}

test("a reader whose device keeps nothing of a page is brought nothing, and nothing is made on it", async () => {
  await copiesOf({ page: `offered-${number}`, person: { id: "ada" } } as PageData);
  const sheets = document.head.querySelectorAll("link").length;
  const article = meet({ level: "edit" });
  await pause(60);
  assert.equal(article.children.length, 1);
  assert.deepEqual(await named("atrium/"), []);
  assert.equal(document.head.querySelectorAll("link").length, sheets);
});

test("what was written into an epoch that is over is offered, and the page is read on", async () => {
  await wrote(1, "Of the epoch before");
  const article = meet({ level: "edit", epoch: 2 });
  await until(() => offered(article).length, "it is offered");
  assert.match(await textOf(article), /Of the epoch before/);
  assert.ok(!article.classList.contains("editing"));
});

/** A copy of a page that is kept nowhere but on this screen, and offered above it. */
async function held(): Promise<{ article: HTMLElement; data: PageData; letItGo: () => Promise<void> }> {
  const makeRoom = withoutRoom();
  const article = meet({ level: "edit" });
  const data = pageOf(article)!;
  await keepCopy(data, copyOf(data, new Y.Doc()));
  await offerCopies(article, data);
  const letItGo = async () => {
    makeRoom();
    for (const copy of await copiesOf(data)) await letGo(data, copy);
  };
  return { article, data, letItGo };
}

test("what is nowhere but on this screen is offered on each page that is read next, until it is taken", async () => {
  const { article, letItGo } = await held();
  assert.equal(offered(article).length, 1);
  article.remove();
  number += 1;
  const next = meet({ level: "edit" });
  await until(() => offered(next).length, "it is offered there too");
  assert.ok(isAsked());
  await textOf(next);
  next.remove();
  await pause(20);
  assert.equal(document.querySelector(".editor-copy"), null);
  assert.ok(!isAsked());
  await letItGo();
});

test("what is nowhere but on this screen is shown neither to somebody else nor to who may not see the page any more", async () => {
  const { article, data, letItGo } = await held();
  article.remove();
  number += 1;
  const theirs = meet({ level: "edit", person: { id: "bo", name: "Bo", hue: 2 } });
  await pause(20);
  assert.equal(document.querySelector(".editor-copy"), null);
  theirs.remove();
  const own = meet({ level: "edit" });
  await until(() => offered(own).length, "its writer has it again");
  withdrawOffers(data);
  await pause(20);
  assert.equal(document.querySelector(".editor-copy"), null);
  await letItGo();
});

test("copies that cannot be looked for keep nobody from going on with what was not sent", async () => {
  await wrote(1, "Not sent yet");
  const recovery = new Database("atrium/ada/recovery", { others: {} });
  await recovery.run(() => {});
  recovery.close();
  await pause(10);
  const article = meet({ level: "edit" });
  await until(() => article.querySelector(".prose-edit"), "it is edited");
});

test("a page that was kept for a while goes on in the latest epoch that was written into", async () => {
  await wrote(2, "Of the epoch before");
  await wrote(3, "Of the latest epoch");
  const article = meet({ level: "edit", epoch: 1 });
  await until(() => article.querySelector(".prose-edit"), "it is edited");
  assert.match(article.querySelector(".prose-edit")!.textContent!, /Of the latest epoch/);
  await until(() => offered(article).length, "and what cannot be sent any more is offered");
  assert.match(await textOf(article), /Of the epoch before/);
});
