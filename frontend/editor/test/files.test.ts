import "./page";
import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as Y from "yjs";
import { attach, files } from "../src/files";
import type { Island } from "../src/island";
import { extensions } from "../src/schema";
import { until } from "./until";

const { fetch } = globalThis;
const open: Editor[] = [];
afterEach(() => {
  globalThis.fetch = fetch;
  open.splice(0).forEach((editor) => editor.destroy());
  document.body.replaceChildren();
});

/** Two who write in one page; a file that the first sends arrives when that is said. */
function sending(html: string, caret: number, names = ["till.png"]) {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  one.on("update", (update: Uint8Array) => Y.applyUpdate(other, update));
  other.on("update", (update: Uint8Array) => Y.applyUpdate(one, update));
  const article = document.createElement("article");
  document.body.append(article);
  const island = { article, data: { workspace: "larkspur", page: "page" }, announce: () => {}, cleanup: [] } as unknown as Island;
  const [ada, ben] = [one, other].map((doc) => {
    const element = document.createElement("div");
    article.append(element);
    const editor = new Editor({ element, injectCSS: false, extensions: [...extensions, files(() => island), Collaboration.configure({ document: doc, field: "default" })] });
    open.push(editor);
    return editor;
  }) as [Editor, Editor];
  island.editor = ada;
  ada.commands.setContent(html);
  ada.commands.setTextSelection(caret);
  let arrive = () => {};
  const sent = new Promise<void>((resolve) => (arrive = resolve));
  globalThis.fetch = (async (_: unknown, { method }: RequestInit) => {
    if (method === "POST") return new Response(null, { status: 201, headers: { Location: "/api/v1/workspaces/larkspur/uploads/1" } });
    await sent;
    return new Response(null, { status: 204, headers: { "Upload-Offset": "3" } });
  }) as typeof fetch;
  attach(island, names.map((name) => new File(["abc"], name, { type: "image/png" })));
  return { ada, ben, article, arrive };
}

const shape = (editor: Editor) => editor.state.doc.toString();
const pictures = (editor: Editor) => shape(editor).split("image").length - 1;
const begin = (editor: Editor, place: number) => editor.commands.insertContentAt(place, { type: "paragraph", content: [{ type: "text", text: "New" }] });

test("a file on its way comes to its place, whatever others write meanwhile", async () => {
  const { ada, ben, arrive } = sending("<p>One</p><p>Two</p>", 3);
  begin(ben, 0);
  ben.commands.insertContentAt(9, " and more");
  const bar = ada.view.dom.querySelector("progress")!;
  assert.equal(bar.closest(".arriving")?.previousElementSibling?.textContent, "One and more");
  arrive();
  await until(() => pictures(ben), "the picture is there");
  assert.equal(shape(ben), 'doc(paragraph("New"), paragraph("One and more"), image, paragraph("Two"))');
  assert.equal(ada.view.dom.querySelector(".arriving"), null);
});

test("also where the block that it would have followed is gone", async () => {
  const { ben, arrive } = sending("<p>One</p><p>Two</p><p>Three</p>", 8);
  ben.commands.deleteRange({ from: 5, to: 10 });
  arrive();
  await until(() => pictures(ben), "the picture is there");
  assert.equal(shape(ben), 'doc(paragraph("One"), image, paragraph("Three"))');
});

test("and where everything else is, by oneself or by others", async () => {
  for (const who of ["ada", "ben"] as const) {
    const page = sending("<p>One</p><p>Two</p>", 8);
    page[who].commands.setContent("<p>Anew</p>");
    page.arrive();
    await until(() => pictures(page.ben), "the picture is there");
    assert.match(shape(page.ben), /"Anew"/);
    assert.equal(shape(page.ada), shape(page.ben));
  }
});

test("what is written here moves the place along, before others write and after", async () => {
  const { ada, ben, arrive } = sending("<p>One</p><p>Two</p>", 3, ["a.png", "b.png"]);
  begin(ada, 0);
  begin(ben, 0);
  begin(ada, 0);
  arrive();
  await until(() => pictures(ben) === 2, "both pictures are there");
  assert.equal(shape(ben), 'doc(paragraph("New"), paragraph("New"), paragraph("New"), paragraph("One"), image, image, paragraph("Two"))');
});

test("an empty line gives way to the file, also when others have written above it", async () => {
  const { ben, arrive } = sending("<p>One</p><p></p>", 6);
  ben.commands.insertContentAt(4, "!");
  arrive();
  await until(() => pictures(ben), "the picture is there");
  assert.equal(shape(ben), 'doc(paragraph("One!"), image, paragraph)');
});

test("a file that cannot be put anywhere any more is said to be lost", async () => {
  const { ada, article, arrive } = sending("<p>One</p>", 3);
  ada.setEditable(false);
  arrive();
  await until(() => ada.view.dom.querySelector(".arriving [role=alert]"), "it is said");
  assert.match(ada.view.dom.querySelector(".arriving")!.textContent!, /^till\.png was not added/);
  const gone = sending("<p>One</p>", 3);
  gone.ada.destroy();
  gone.arrive();
  await until(() => gone.article.querySelector(".editor-notice"), "it is said");
  assert.match(gone.article.querySelector(".editor-notice")!.textContent!, /till\.png was not added/);
  assert.equal(article.querySelector(".editor-notice"), null);
  // What was said within the text is said above it once that is gone.
  ada.destroy();
  await until(() => article.querySelector(".editor-notice"), "it is said again");
});

test("each file that is lost is named, beside what else is said, and where its writer reads by now", async () => {
  const { ada, article, arrive } = sending("<p>One</p>", 3, ["a.png", "b.png"]);
  ada.destroy();
  article.innerHTML = '<div class="editor-notice editor-copy">A copy.</div>';
  arrive();
  await until(() => /a\.png was not added.*b\.png was not added/.test(article.textContent!), "both are named");
  const elsewhere = sending("<p>One</p>", 3);
  elsewhere.ada.destroy();
  document.body.replaceChildren(article);
  article.dataset.page = "{}";
  elsewhere.arrive();
  await until(() => article.textContent!.includes("till.png was not added"), "it is said on the page that is read");
});
