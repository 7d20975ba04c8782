import "./page";
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { WebSocket as NodeSocket } from "ws";
import * as Y from "yjs";
import { mount } from "../src/editor";
import type { PageData } from "../src/page";
import { fill } from "../try/sample";
import { Room, Server } from "./server";
import { pause, until } from "./until";

const Socket = NodeSocket as unknown as typeof WebSocket;
const server = new Server();
let base: string;
let number = 0;
let leave: (() => void) | null = null;

before(async () => {
  base = await server.listen();
});
after(() => server.close());
afterEach(() => {
  leave?.();
  leave = null;
  document.body.replaceChildren();
});

interface Opened {
  article: HTMLElement;
  room: Room;
  heard: [string, unknown][];
}

async function open(write: (room: Room) => void, more: Partial<PageData> = {}): Promise<Opened> {
  number += 1;
  const data: PageData = { workspace: "larkspur", page: `mounted-${number}`, number, epoch: 1, schema: 1, level: "edit", person: { id: "ada", name: "Ada", hue: 1 }, ...more };
  const room = server.room(`larkspur/mounted-${number}`);
  write(room);
  const article = document.createElement("article");
  article.className = "prose";
  article.innerHTML = '<div class="prose-body"><h2 id="before">Before</h2><p>As it was read.</p></div>';
  document.body.append(article);
  const heard: [string, unknown][] = [];
  for (const name of ["editing", "save-state", "outline", "words", "level", "people"]) {
    article.addEventListener(`atrium:${name}`, (event) => heard.push([name, (event as CustomEvent).detail]));
  }
  leave = await mount(article, data, () => {}, { base, Socket });
  return { article, room, heard };
}

const last = (heard: Opened["heard"], wanted: string) => heard.filter(([name]) => name === wanted).at(-1)?.[1];
const textbox = (article: HTMLElement) => article.querySelector<HTMLElement>("[role=textbox]");

test("a page is written where it was read, and read again as it was written", async () => {
  const { article, room, heard } = await open(({ doc }) => fill(doc));
  assert.equal(textbox(article)?.getAttribute("aria-multiline"), "true");
  assert.equal(article.classList.contains("editing"), true);
  await until(() => article.querySelector("#before"), "headings have their ids");
  assert.equal(article.querySelectorAll("#before").length, 1, "the address of a heading leads to the text that is seen");
  assert.deepEqual((last(heard, "outline") as { id: string }[]).map(({ id }) => id), ["before", "how-it-goes", "figures"]);
  assert.ok((last(heard, "words") as number) > 100);
  await pause(150);
  assert.equal(room.updates.length, 0, "looking is no edit");

  room.fragment.insert(0, [new Y.XmlElement("paragraph")]);
  (room.fragment.get(0) as Y.XmlElement).insert(0, [new Y.XmlText("From elsewhere")]);
  await until(() => textbox(article)!.textContent!.includes("From elsewhere"), "the edit is seen");
  leave?.();
  const body = article.querySelector(".prose-body")!;
  assert.equal(textbox(article), null);
  assert.match(body.firstElementChild!.textContent!, /From elsewhere/);
  assert.equal(body.querySelectorAll(".table-scroll > table").length, 1);
  assert.equal(body.querySelector("h2")!.id, "before");
  assert.ok([...body.querySelectorAll("input")].every(({ disabled }) => disabled));
  assert.equal(last(heard, "editing"), false);
});

test("a page that this editor does not know stays as it is read, and says why", async () => {
  const { article, room, heard } = await open(({ fragment }) => fragment.insert(0, [new Y.XmlElement("poll")]));
  assert.equal(leave, null);
  assert.equal(textbox(article), null);
  assert.match(article.querySelector(".prose-body")!.textContent!, /As it was read/);
  assert.match(article.querySelector("[role=alert]")!.textContent!, /shown as it is/);
  assert.deepEqual(last(heard, "save-state"), "locked");
  assert.equal(room.updates.length, 0);
});

test("whoever may only view is given no editor", async () => {
  const { article } = await open(({ doc }) => fill(doc), { level: "view" });
  assert.equal(leave, null);
  assert.equal(textbox(article), null);
});

test("whoever may comment reads in it and writes nothing", async () => {
  const { article } = await open(({ doc }) => fill(doc), { level: "comment" });
  assert.equal(textbox(article)?.getAttribute("contenteditable"), "false");
});

test("a right that is taken away while somebody writes ends the writing at once", async () => {
  const { article, room, heard } = await open(({ doc }) => fill(doc));
  assert.equal(textbox(article)?.getAttribute("contenteditable"), "true");
  room.notice({ level: "view" });
  await until(() => last(heard, "level") === "view", "the level is heard");
  assert.equal(textbox(article)?.getAttribute("contenteditable"), "false");
  room.close(4403);
  await until(() => textbox(article) === null, "the editor is gone");
  assert.match(article.querySelector("[role=alert]")!.textContent!, /may not edit this page any more/);
});
