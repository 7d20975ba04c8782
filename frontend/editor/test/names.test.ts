import "./page";
import { Editor } from "@tiptap/core";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import * as Y from "yjs";
import { place } from "../src/address";
import { textOf } from "../src/live/recovery";
import { nameOf, read } from "../src/names";
import { paste } from "../src/paste";
import { extensions } from "../src/schema";

const asked: string[] = [];
let editor: Editor;
let last = 0;
const newId = () => `0190aaaa-0000-7000-8000-${String((last += 1)).padStart(12, "0")}`;

beforeEach(() => {
  place.workspace = "north";
  asked.length = 0;
  editor = new Editor({ element: document.createElement("div"), injectCSS: false, extensions: [...extensions, paste] });
});
afterEach(() => editor.destroy());

/** What the server answers at an address that ends so; of the rest it says nothing. */
const answering = (known: Record<string, object>) => {
  globalThis.fetch = (async (address: string) => {
    asked.push(address);
    const found = Object.entries(known).find(([end]) => address.endsWith(end))?.[1];
    return { ok: !!found, status: found ? 200 : 404, json: async () => found };
  }) as unknown as typeof fetch;
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const show = (...links: [type: string, id: string, label: string][]) =>
  editor.commands.setContent({ type: "doc", content: [{ type: "paragraph", content: links.map(([type, id, label]) => ({ type, attrs: { id, label } })) }] });
const shown = () => [...editor.view.dom.querySelectorAll(".page-link, .task-link")].map((link) => link.textContent);
const copied = () => editor.view.serializeForClipboard(editor.state.doc.slice(0, editor.state.doc.content.size));
const kept = () => JSON.stringify(editor.getJSON());

test("what may not be seen has no name, whatever the document says that it was called", async () => {
  answering({});
  const [page, task] = [newId(), newId()];
  show(["pageLink", page, "Secret plan"], ["taskLink", task, "PAY-1 Secret raise"], ["pageLink", "no id", "Secret"], ["pageLink", page, "Secret plan"]);
  assert.deepEqual(shown(), ["A page", "A task", "A page you cannot see", "A page"]);
  await settled();
  assert.deepEqual(shown(), ["A page you cannot see", "A task you cannot see", "A page you cannot see", "A page you cannot see"]);
  assert.deepEqual(asked, [`/api/v1/workspaces/north/pages/${page}`, `/api/v1/workspaces/north/tasks/${task}`]);
  const { dom, text } = copied();
  assert.doesNotMatch(dom.innerHTML + text + editor.getText(), /Secret/);
});

test("what may be seen has the name that it has now, and a page its address", async () => {
  const [page, task] = [newId(), newId()];
  answering({ [page]: { number: 7, title: "Plan" }, [task]: { number: 3, key: "CAFE-3", title: "Bake" } });
  show(["pageLink", page, ""], ["taskLink", task, "Old"]);
  await settled();
  assert.deepEqual(shown(), ["Plan", "CAFE-3 Bake"]);
  assert.equal(editor.view.dom.querySelector(".page-link")!.getAttribute("href"), "/w/north/wiki/7-plan");
  assert.match(copied().dom.textContent!, /Plan.*CAFE-3 Bake/);
  show(["pageLink", page, ""]);
  await settled();
  assert.equal(asked.length, 2, "each is asked for once");
});

test("a name that could not be had is asked for when it is shown again", async () => {
  const page = newId();
  globalThis.fetch = async () => Promise.reject(new Error("no line"));
  show(["pageLink", page, "Secret"]);
  await settled();
  assert.deepEqual(shown(), ["A page"]);
  answering({ [page]: { number: 7, title: "Plan" } });
  show();
  show(["pageLink", page, "Secret"]);
  await settled();
  assert.deepEqual(shown(), ["Plan"]);
});

test("what is read says the names of what it shows, and what was hidden then is asked for again", async () => {
  answering({});
  const [page, task, later] = [newId(), newId(), newId()];
  show(["pageLink", later, ""]);
  await settled();
  const article = document.createElement("article");
  article.innerHTML = `<a class="page-link" data-page-id="${page}" href="/w/north/wiki/8-rota">Rota</a><a class="task-link" data-task-id="${task}" href="/w/north/p/CAFE/3">CAFE-3 Bake</a>`;
  show();
  read(article);
  answering({ [later]: { number: 9, title: "" } });
  show(["pageLink", page, ""], ["taskLink", task, ""], ["pageLink", later, ""]);
  await settled();
  assert.deepEqual(shown(), ["Rota", "CAFE-3 Bake", "Untitled"]);
});

test("a document keeps no name of a page or a task, however they come to it", async () => {
  const [page, task] = [newId(), newId()];
  answering({ "find?q=7": { pages: [{ id: page, number: 7, title: "Secret plan" }] } });
  editor.view.pasteText("http://atrium.test/w/north/wiki/7", Object.assign(new Event("paste"), {
    clipboardData: { types: ["text/plain"], files: [], getData: () => "http://atrium.test/w/north/wiki/7" },
  }) as unknown as ClipboardEvent);
  await settled();
  assert.deepEqual(shown(), ["Secret plan"]);
  editor.view.pasteHTML(`<p><a class="task-link" data-task-id="${task}">PAY-1 Secret raise</a> and <span class="mention" data-person="ada">@Ada</span></p>`, new Event("paste") as ClipboardEvent);
  assert.match(kept(), /pageLink.*taskLink.*"label":"Ada"/);
  assert.doesNotMatch(kept(), /Secret/);
});

test("what could not be sent is given back with the names that its writer may know", () => {
  const [doc, page] = [new Y.Doc(), newId()];
  const article = document.createElement("article");
  article.innerHTML = `<a class="page-link" data-page-id="${page}" href="/w/north/wiki/8-rota">Rota</a>`;
  read(article);
  const link = new Y.XmlElement("pageLink");
  const [paragraph, hidden] = [new Y.XmlElement("paragraph"), new Y.XmlElement("taskLink")];
  doc.getXmlFragment("default").push([paragraph]);
  paragraph.push([new Y.XmlText("See "), link, hidden]);
  link.setAttribute("id", page);
  hidden.setAttribute("label", "PAY-1 Secret raise");
  assert.equal(textOf(doc.getXmlFragment("default")), `See Rota${nameOf("task", "")}`);
});
