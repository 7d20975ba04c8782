import "./page";
import type { Editor } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { WebSocket as NodeSocket } from "ws";
import * as Y from "yjs";
import { mount } from "../src/editor";
import type { PageData } from "../src/page";
import { fill } from "../try/sample";
import { isAsked, withoutRoom } from "./device";
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

const write = (article: HTMLElement, words: string) => (textbox(article) as Written).editor.commands.insertContentAt(0, `<p>${words}</p>`);

async function cutTheLine(room: Room): Promise<void> {
  server.refuses = 4503;
  room.close(4503);
  await until(() => room.clients.size === 0, "the line is cut");
}

function mend(): void {
  server.refuses = 0;
  window.dispatchEvent(new Event("online"));
}

test("what was written without a line and left arrives when there is one, while the page is read or another is", async () => {
  for (const stays of [true, false]) {
    const { article, room, heard } = await open(({ doc }) => fill(doc));
    await until(() => last(heard, "save-state") === "saved", "it is as the server has it");
    await cutTheLine(room);
    write(article, "In a tunnel");
    if (!stays) article.remove();
    leave?.();
    assert.match(article.querySelector(".prose-body")!.firstElementChild!.textContent!, /In a tunnel/);
    await until(() => last(heard, "save-state") === "device", "it says where the words are");
    mend();
    await until(() => room.fragment.toString().includes("In a tunnel"), "they arrive");
    await until(() => last(heard, "save-state") === "saved", "and it says so");
    assert.equal(textbox(article), null);
    assert.equal(last(heard, "editing"), false);
    await until(() => room.clients.size === 0, "the line is closed");
  }
});

test("what is typed once the server has ended it is not taken, so that none of it is missing in the copy", async () => {
  const { article, room, heard } = await open(({ doc }) => fill(doc));
  await until(() => last(heard, "save-state") === "saved", "it is as the server has it");
  room.acknowledges = false;
  write(article, "Before the end");
  const field = textbox(article) as Written;
  await until(() => room.fragment.toString().includes("Before the end"), "it has arrived");
  const { put } = IDBObjectStore.prototype;
  // While the copy is being made.
  let editable: string | null = null;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given) {
    if (this.name === "copies") editable = field.getAttribute("contenteditable");
    return put.apply(this, given);
  };
  room.close(4410);
  await until(() => textbox(article) === null, "the editor is gone");
  IDBObjectStore.prototype.put = put;
  assert.equal(editable, "false");
  await until(() => article.querySelector(".editor-copy"), "the copy is offered");
});

test("what this device could not keep is offered from memory, and nothing is said to be kept", async () => {
  for (const code of [4401, 4410]) {
    const { article, room, heard } = await open(({ doc }) => fill(doc));
    await until(() => last(heard, "save-state") === "saved", "it is as the server has it");
    await cutTheLine(room);
    const makeRoom = withoutRoom();
    try {
      write(article, "Nowhere else");
      await until(() => last(heard, "save-state") === "unkept", "it is nowhere else");
      server.refuses = code;
      window.dispatchEvent(new Event("online"));
      await until(() => article.querySelector(".editor-copy"), "it is offered");
      const said = [...article.querySelectorAll("[role=alert]")].map(({ textContent }) => textContent).join();
      assert.match(said, /nowhere but on this screen/);
      assert.doesNotMatch(said, /is kept on this device/);
      assert.ok(isAsked());
      const written: string[] = [];
      Object.assign(navigator, { clipboard: { writeText: async (words: string) => void written.push(words) } });
      const [take, , away] = article.querySelectorAll<HTMLElement>(".editor-copy button");
      take!.click();
      await until(() => written.length, "its text is copied");
      assert.match(written[0]!, /Nowhere else/);
      await until(() => !isAsked(), "and nobody is asked any more");
      away!.click();
      await until(() => !article.querySelector(".editor-copy"), "it is thrown away");
    } finally {
      makeRoom();
      server.refuses = 0;
    }
  }
});

const paragraph = (words: string): Y.XmlElement => {
  const made = new Y.XmlElement("paragraph");
  made.insert(0, [new Y.XmlText(words)]);
  return made;
};

/** What each presence may say that no editor does: a browser that stops at it shows nothing of what others write. */
const unplaced: [string, unknown][] = [
  ["nothing in it", {}],
  ["a number", 5],
  ["no positions", { anchor: null, head: null }],
  ["positions that are nowhere", { anchor: {}, head: {} }],
  ["one position alone", { anchor: { tname: "default" } }],
  ["a negative clock", { anchor: { item: { client: 1, clock: -5 } }, head: { item: { client: 1, clock: -5 } } }],
  ["a negative clock of an element", { anchor: { type: { client: 7, clock: -1 } }, head: { tname: "default" } }],
  ["half a clock", { anchor: { item: { client: 1, clock: 0.5 } }, head: { item: { client: 1, clock: 0.5 } } }],
  ["a client that is none", { anchor: { item: { client: "x", clock: 0 } }, head: { tname: "default" } }],
  ["a root of its own", { anchor: { tname: "zzz" }, head: { tname: "zzz" } }],
];

test("carets that are nowhere are left out, and what is written beside them is shown and kept", async () => {
  const { article, room } = await open(({ doc, fragment }) => {
    doc.clientID = 1;
    fragment.insert(0, [paragraph("Hello")]);
  });
  const { editor } = textbox(article) as Written;
  for (const [what, cursor] of unplaced) {
    room.awareness.setLocalState({ user: { id: "bo", name: "Bo", hue: 1 }, cursor });
    room.fragment.push([paragraph(`Beside ${what}`)]);
    await until(() => textbox(article)?.textContent?.includes(`Beside ${what}`), `the words beside ${what} are seen`);
    assert.ok(!article.querySelector(".caret"), what);
    write(article, `Typed beside ${what}`);
    await until(() => room.fragment.toString().includes(`Typed beside ${what}`), `what is typed beside ${what} arrives`);
    assert.ok(room.fragment.toString().includes(`>Beside ${what}<`), `${what} deletes nothing`);
  }
  room.awareness.setLocalState({ user: { id: "bo", name: "Bo", hue: 1 }, cursor: { anchor: { tname: "default" }, head: { tname: "default" } } });
  await until(() => article.querySelector(".caret")?.textContent?.includes("Bo"), "a caret that is in the page is shown");
  assert.deepEqual([...(editor.state as unknown as { "y-sync$": { doc: Y.Doc } })["y-sync$"].doc.share.keys()], ["default"]);
});

/** Something in the editor throws when others write: while the new state is made, or while it is shown. */
function stumble(editor: Editor, where: "made" | "shown", times = Infinity): void {
  let begun = false;
  const fail = () => {
    if (begun && (times -= 1) >= 0) throw new Error("stumbled");
  };
  editor.registerPlugin(new Plugin({
    state: {
      init: () => null,
      apply: (tr) => {
        if (where === "made" && tr.docChanged && tr.getMeta("y-sync$")) fail();
        return null;
      },
    },
    view: () => ({
      update: ({ state }) => {
        // Of its own accord the editor changes the document too, as when the focus comes.
        if (where === "shown" && state.doc.textContent.includes("From elsewhere")) fail();
      },
    }),
  }));
  begun = true;
}

for (const [where, times] of [["made", Infinity], ["shown", 1]] as const) {
  test(`an editor that throws while the words of others are ${where} takes no more keys, and deletes nothing`, async () => {
    const { article, room, heard } = await open(({ fragment }) => fragment.insert(0, [paragraph("Hello")]));
    await until(() => last(heard, "save-state") === "saved", "it is as the server has it");
    write(article, "Written before");
    stumble((textbox(article) as Written).editor, where, times);
    room.fragment.push([paragraph("From elsewhere")]);
    await until(() => article.querySelector("[role=alert]"), "it is said");
    assert.match(article.querySelector("[role=alert]")!.textContent!, /could not be shown/);
    assert.equal(textbox(article), null);
    assert.equal(last(heard, "save-state"), "locked");
    await until(() => room.clients.size === 0, "the line is closed");
    const kept = room.fragment.toString();
    for (const words of ["Hello", "From elsewhere", "Written before"]) assert.ok(kept.includes(words), `${words}: ${kept}`);
  });
}

test("an editor that throws once while the words of others are made shows them all the same, and deletes nothing", async () => {
  const { article, room } = await open(({ fragment }) => fragment.insert(0, [paragraph("Hello")]));
  stumble((textbox(article) as Written).editor, "made", 1);
  room.fragment.push([paragraph("From elsewhere")]);
  await until(() => textbox(article)?.textContent?.includes("From elsewhere"), "they are seen");
  write(article, "Written after");
  await until(() => room.fragment.toString().includes("Written after"), "what is typed arrives");
  assert.match(room.fragment.toString(), /Written after.*Hello.*From elsewhere/);
  assert.equal(room.clients.size, 1, "on the same line");
});

interface Written extends HTMLElement {
  editor: Editor;
}

function press(on: EventTarget, key: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  on.dispatchEvent(event);
  return event;
}

const start = () => {
  const button = document.createElement("button");
  button.setAttribute("data-edit-page", "");
  document.body.append(button);
  return button;
};

test("Escape closes the menu of blocks, also where nothing is called so, and then leaves for the button", async () => {
  const button = start();
  const { article } = await open(({ doc }) => fill(doc));
  const field = textbox(article) as Written;
  const menu = () => document.querySelector(".editor-menu");
  field.focus();
  field.editor.chain().setTextSelection(1).insertContent("/zz").run();
  assert.equal(menu()?.textContent, "Nothing is called that.");
  press(field, "Escape");
  assert.equal(menu(), null);
  assert.equal(article.classList.contains("editing"), true);
  field.editor.commands.insertContent(" /zz");
  assert.ok(menu());
  field.editor.commands.insertContent(" and on");
  assert.equal(menu(), null, "a sentence is no question");

  press(field, "Escape");
  assert.equal(article.classList.contains("editing"), false);
  assert.equal(document.activeElement, button);
  // Who types on has said nothing to the page.
  let heard = 0;
  document.addEventListener("keydown", () => (heard += 1));
  assert.equal(press(button, "o").defaultPrevented, true);
  assert.equal(heard, 0);
  press(button, "Tab");
  assert.equal(heard, 1);
  await pause(850);
  assert.equal(press(button, "o").defaultPrevented, false);
  assert.equal(heard, 2);
});

test("Escape in a formula closes the formula", async () => {
  start();
  const { article } = await open(({ fragment }) => fragment.insert(0, [new Y.XmlElement("mathBlock"), new Y.XmlElement("paragraph")]));
  const field = textbox(article) as Written;
  field.editor.commands.setTextSelection(1);
  press(field, "Escape");
  assert.equal(article.classList.contains("editing"), true);
  assert.equal(field.editor.state.selection.$from.parent.type.name, "paragraph");
  press(field, "Escape");
  assert.equal(article.classList.contains("editing"), false);
});

test("where a page begins with what takes no caret, it is opened without a word of it", async () => {
  const said: unknown[] = [];
  const { warn } = console;
  console.warn = (...words) => said.push(words.join(" "));
  for (const name of ["horizontalRule", "bulletList"]) {
    const { article } = await open(({ fragment }) => {
      const item = new Y.XmlElement("listItem");
      const first = new Y.XmlElement(name);
      item.insert(0, [new Y.XmlElement("paragraph")]);
      if (name === "bulletList") first.insert(0, [item]);
      fragment.insert(0, [first, new Y.XmlElement("paragraph")]);
    });
    assert.equal((textbox(article) as Written).editor.state.selection.$from.parent.type.name, "paragraph");
    leave?.();
  }
  console.warn = warn;
  assert.deepEqual(said.filter((words) => String(words).includes("TextSelection")), []);
});

test("people and one's own tasks are shown before anything is typed", async () => {
  start();
  const { article } = await open(({ fragment }) => fragment.insert(0, [new Y.XmlElement("paragraph")]));
  const answers: [RegExp, object[]][] = [
    [/\/people\?limit=50$/, [{ person_id: "bo", name: "Bo", title: "Baker" }, { person_id: "cy", name: "Cy", title: "" }]],
    [/\/my-tasks\?limit=12$/, [{ id: "t", key: "WEB-1", title: "Bake", column: "To do" }]],
  ];
  const { fetch } = globalThis;
  globalThis.fetch = (async (address: string) => {
    const items = answers.find(([place]) => place.test(address))?.[1];
    return { ok: !!items, status: items ? 200 : 404, json: async () => ({ items }) };
  }) as unknown as typeof fetch;
  const field = textbox(article) as Written;
  const rows = () => [...document.querySelectorAll(".editor-menu [role=option]")].map((row) => row.textContent);
  field.editor.commands.insertContent("@");
  await until(() => rows().length === 2, "people are shown");
  assert.deepEqual(rows(), ["BoBaker", "Cy"]);
  field.editor.commands.insertContent(" #");
  await until(() => rows().length === 1, "tasks are shown");
  assert.deepEqual(rows(), ["WEB-1 BakeTo do"]);
  globalThis.fetch = fetch;
});
