import "./page";
import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import * as Y from "yjs";
import { pageAddress, pageAt, place, remember } from "../src/address";
import { find } from "../src/find";
import type { Island } from "../src/island";
import { read as readNames } from "../src/names";
import { paste } from "../src/paste";
import { extensions } from "../src/schema";
import { editLink } from "../src/ui/marks";

const asked: string[] = [];
let editor: Editor;

beforeEach(() => {
  place.workspace = "north";
  asked.length = 0;
  editor = new Editor({ element: document.createElement("div"), injectCSS: false, extensions: [...extensions, paste] });
});
afterEach(() => editor.destroy());

/** What the search answers. */
const answering = (pages: object[]) => {
  globalThis.fetch = (async (address: string) => {
    asked.push(address);
    return { ok: true, json: async () => ({ pages }) };
  }) as unknown as typeof fetch;
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const shape = () => editor.state.doc.toString();
const links = () => [...editor.view.dom.querySelectorAll(".page-link")].map((link) => [link.textContent, link.getAttribute("href")]);
const linkTo = (id: string, label: string) => ({ type: "paragraph", content: [{ type: "pageLink", attrs: { id, label } }] });

function pasted(text: string, html = ""): void {
  const given: Record<string, string> = { "text/plain": text, ...(html && { "text/html": html }) };
  const event = Object.assign(new Event("paste"), { clipboardData: { types: Object.keys(given), files: [], getData: (kind: string) => given[kind] ?? "" } });
  if (html) editor.view.pasteHTML(html, event as unknown as ClipboardEvent);
  else editor.view.pasteText(text, event as unknown as ClipboardEvent);
}

test("an address has the number and the words of the title, as the program makes it", () => {
  assert.equal(pageAddress("north", 12, "A roast day, hour by hour"), "/w/north/wiki/12-a-roast-day-hour-by-hour");
  assert.equal(pageAddress("north", 3, "What\u2019s new?"), "/w/north/wiki/3-whats-new");
  assert.equal(pageAddress("north", 4, "豆の話"), "/w/north/wiki/4-豆の話");
  assert.equal(pageAddress("north", 5, " ?! "), "/w/north/wiki/5");
  assert.equal(pageAddress("north", 6, "豆".repeat(40)), `/w/north/wiki/6-${"豆".repeat(20)}`);
});

test("a page of this workspace is known by its address, and nothing else is", () => {
  assert.deepEqual(pageAt("http://atrium.test/w/north/wiki/12-a-roast-day"), { number: 12, path: "/w/north/wiki/12-a-roast-day" });
  assert.deepEqual(pageAt("/w/north/wiki/4-豆の話"), { number: 4, path: "/w/north/wiki/4-豆の話" });
  const others = ["https://elsewhere.test/w/north/wiki/12", "/w/south/wiki/12", "/w/north/wiki/import", "/w/north/wiki/12/history", "/w/north/wiki/12?new", "/w/north/wiki/12#hours", "javascript:alert(1)", "//evil.test/w/north/wiki/1", "", "/w/north/wiki/12-%"];
  for (const other of others) assert.equal(pageAt(other), null, other);
});

test("words behind a number that lead elsewhere in the end are of no page", () => {
  for (const words of ["\\..\\..\\admin", "%5C..%5C..%5Cadmin", "%5c..", "%2F..%2Fadmin", "%2f", "a/../../admin", "a\n/..", "\t", "a b", "?x", "#x", "%zz"]) {
    assert.equal(pageAt(`/w/north/wiki/12-${words}`), null, words);
    assert.equal(pageAt(`http://atrium.test/w/north/wiki/12-${words}`), null, words);
  }
  for (const other of ["\\w\\north\\wiki\\12", "/w/north/../south/wiki/12", "http://atrium.test.evil/w/north/wiki/12", "http://atrium.test//w/north/wiki/12", " /w/north/wiki/12"]) assert.equal(pageAt(other), null, other);
  assert.deepEqual(pageAt("http://atrium.test/w/north/wiki/4-%E8%B1%86"), { number: 4, path: "/w/north/wiki/4-%E8%B1%86" });
});

test("what is pasted does not say where a page is", () => {
  editor.view.pasteHTML('<p><a class="page-link" data-page-id="p-9" data-label="Rota" href="/w/north/wiki/8-elsewhere">Rota</a></p>', new Event("paste") as ClipboardEvent);
  assert.equal(shape(), "doc(paragraph(pageLink))");
  assert.equal(links()[0]![1], null);
});

test("a link to a page that somebody found has an address to read, and the document its id alone", async () => {
  answering([{ id: "p-1", number: 7, title: "Tea & cake", space: null }]);
  const [hit] = await find({ workspace: "north" }, "tea");
  editor.commands.setContent(linkTo(hit!.id, hit!.label));
  assert.deepEqual(links(), [["Tea & cake", "/w/north/wiki/7-tea-cake"]]);
  assert.deepEqual(JSON.parse(JSON.stringify(editor.getJSON().content)), [linkTo("p-1", "Tea & cake")]);
});

test("where a page is stays known from the text that was read", () => {
  const read = document.createElement("div");
  read.innerHTML = '<a class="page-link" data-page-id="p-2" href="/w/north/wiki/8-rota">Rota</a><a class="page-link" data-page-id="p-3" href="javascript:x()">Bad</a>';
  readNames(read);
  editor.commands.setContent([linkTo("p-2", "Rota"), linkTo("p-3", "Bad")]);
  assert.deepEqual(links(), [["Rota", "/w/north/wiki/8-rota"], ["Bad", null]]);
});

test("what is copied has the address, and a link of which nobody knows where it leads has none", () => {
  remember("p-4", 9, "Prices");
  editor.commands.setContent([linkTo("p-4", "Prices"), linkTo("p-5", "Unknown")]);
  const { dom } = editor.view.serializeForClipboard(editor.state.doc.slice(0, editor.state.doc.content.size));
  assert.deepEqual([...dom.querySelectorAll("a")].map((link) => link.getAttribute("href")), ["/w/north/wiki/9-prices", null]);
});

test("the address of a page that is pasted by itself becomes its name", async () => {
  answering([{ id: "p-7", number: 71, title: "Other" }, { id: "p-6", number: 7, title: "Opening hours" }]);
  pasted("http://atrium.test/w/north/wiki/7-old-name");
  assert.equal(shape(), 'doc(paragraph(link("http://atrium.test/w/north/wiki/7-old-name")))');
  await settled();
  assert.deepEqual(asked, ["/api/v1/workspaces/north/find?q=7"]);
  assert.equal(shape(), "doc(paragraph(pageLink))");
  assert.deepEqual(links(), [["Opening hours", "/w/north/wiki/7-opening-hours"]]);
});

test("an address that was copied with a title for its words leaves no words of it, and words that are selected keep theirs", async () => {
  const address = "http://atrium.test/w/north/wiki/7-raises";
  const html = `<a href="${address}">Raises of May</a>`;
  answering([]);
  pasted(address, html);
  await settled();
  assert.equal(shape(), `doc(paragraph(link("${address}")))`);
  answering([{ id: "p-6", number: 7, title: "Raises" }]);
  editor.commands.setContent("<p>See there</p>");
  editor.commands.setTextSelection({ from: 5, to: 10 });
  pasted(address);
  await settled();
  assert.equal(shape(), 'doc(paragraph("See ", link("there")))');
});

test("undone once, the name is the address again; twice, nothing of it is there", async () => {
  editor.destroy();
  editor = new Editor({ element: document.createElement("div"), injectCSS: false, extensions: [...extensions, paste, Collaboration.configure({ document: new Y.Doc(), field: "default" })] });
  editor.commands.setContent("<p>See:</p>");
  yUndoPluginKey.getState(editor.state)!.undoManager.stopCapturing();
  answering([{ id: "p-6", number: 7, title: "Rota" }]);
  const address = "http://atrium.test/w/north/wiki/7";
  editor.commands.setTextSelection(5);
  pasted(address);
  await settled();
  editor.view.dispatch(editor.state.tr.insertText("!", editor.state.doc.content.size - 1));
  assert.equal(shape(), 'doc(paragraph("See:", pageLink, "!"))');
  editor.commands.undo();
  assert.equal(shape(), 'doc(paragraph("See:", pageLink))');
  editor.commands.undo();
  assert.equal(shape(), `doc(paragraph("See:", link("${address}")))`);
  await settled();
  assert.equal(shape(), `doc(paragraph("See:", link("${address}")))`, "and stays it");
  editor.commands.redo();
  assert.equal(shape(), 'doc(paragraph("See:", pageLink))');
  editor.commands.undo();
  editor.commands.undo();
  assert.equal(shape(), 'doc(paragraph("See:"))');
});

test("the address of a page that its reader does not see, or took away again, stays what it is", async () => {
  answering([]);
  pasted("http://atrium.test/w/north/wiki/40-secret");
  await settled();
  assert.equal(shape(), 'doc(paragraph(link("http://atrium.test/w/north/wiki/40-secret")))');
  answering([{ id: "p-8", number: 40, title: "Secret" }]);
  pasted(" http://atrium.test/w/north/wiki/40-secret");
  const before = shape();
  editor.commands.setContent("<p><a href='http://atrium.test/w/north/wiki/40-secret'>http://atrium.test/w/north/wiki/40-secret</a></p>");
  await settled();
  assert.notEqual(shape(), before);
  assert.doesNotMatch(shape(), /pageLink/);
  pasted("https://elsewhere.test/w/north/wiki/40");
  await settled();
  assert.equal(asked.length, 2);
});

/** Answers what is asked for the address of a link, after what happens meanwhile. */
async function linked(address: string, meanwhile: () => unknown = () => {}): Promise<void> {
  const asked = editLink({ editor, cleanup: [] } as unknown as Island);
  meanwhile();
  const form = document.querySelector<HTMLFormElement>(".editor-field")!;
  form.querySelector("input")!.value = address;
  form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await asked;
}

test("a link to a page that is made without words is there at once, and named where it stands by then", async () => {
  answering([{ id: "p-9", number: 12, title: "Rota" }]);
  const answer = globalThis.fetch;
  globalThis.fetch = async (...given) => {
    await settled();
    return answer(...given);
  };
  const address = "/w/north/wiki/12";
  editor.commands.setContent(`<p><a href="${address}">${address}</a></p><p>See</p>`);
  editor.commands.setTextSelection(editor.state.doc.content.size - 1);
  await linked(address);
  assert.equal(shape(), `doc(paragraph(link("${address}")), paragraph("See", link("${address}")))`);
  editor.commands.insertContentAt(0, "<p>Much that somebody else has written above it meanwhile</p>");
  await settled();
  await settled();
  assert.equal(shape(), `doc(paragraph("Much that somebody else has written above it meanwhile"), paragraph(link("${address}")), paragraph("See", pageLink))`);
  assert.deepEqual(links(), [["Rota", "/w/north/wiki/12-rota"]]);
});

test("words become a link where they stand when the address is given, and none where nobody may write any more", async () => {
  editor.commands.setContent("<p>See the rota</p>");
  editor.commands.setTextSelection({ from: 5, to: 13 });
  await linked("https://example.org", () => editor.commands.insertContentAt(0, "<p>Above</p>", { updateSelection: false }));
  assert.equal(shape(), 'doc(paragraph("Above"), paragraph("See ", link("the rota")))');
  editor.commands.setContent("<p>See the rota</p>");
  editor.commands.setTextSelection({ from: 5, to: 13 });
  editor.setEditable(false);
  await linked("https://example.org");
  assert.equal(shape(), 'doc(paragraph("See the rota"))');
});
