import "./page";
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { DOMSerializer } from "@tiptap/pm/model";
import { WebSocket as NodeSocket } from "ws";
import * as Y from "yjs";
import { locate, spanOf } from "../src/locate";
import type { PageData } from "../src/page";
import { schema } from "../src/schema";
import { quoteOf, watch, wordsIn } from "../src/selected";
import { fill, sample } from "../try/sample";
import { Server } from "./server";
import { pause, until } from "./until";

const Socket = NodeSocket as unknown as typeof WebSocket;
const server = new Server();
let base: string;

before(async () => {
  base = await server.listen();
});
after(() => server.close());
afterEach(() => document.body.replaceChildren());

const data = (number: number, more: Partial<PageData> = {}): PageData => ({
  workspace: "larkspur", page: `selected-${number}`, number, epoch: 1, schema: 1, level: "comment", comment: true, person: { id: "ada", name: "Ada", hue: 1 }, ...more,
});

/** The sample as it is read. */
function read(of: PageData): { article: HTMLElement; body: HTMLElement } {
  const article = document.createElement("article");
  article.dataset.page = JSON.stringify(of);
  const body = document.createElement("div");
  body.className = "prose-body";
  body.append(DOMSerializer.fromSchema(schema).serializeFragment(schema.nodeFromJSON(sample).content));
  article.append(body);
  document.body.append(article);
  return { article, body };
}

/** Where these words begin or end among those that are read. */
function placeOf(body: HTMLElement, words: string, end = false): [Node, number] {
  const walk = document.createTreeWalker(body, 4);
  while (walk.nextNode()) {
    const at = (walk.currentNode as Text).data.indexOf(words);
    if (at >= 0) return [walk.currentNode, at + (end ? words.length : 0)];
  }
  return assert.fail(`nobody wrote ${words}`);
}

function select(body: HTMLElement, from: string, to = from): Range {
  const selection = getSelection()!;
  selection.setBaseAndExtent(...placeOf(body, from), ...placeOf(body, to, true));
  return selection.getRangeAt(0);
}

const absolute = (doc: Y.Doc, position: unknown) => Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), doc)!;
const textAt = (type: unknown) => (type as Y.XmlText).toDelta().map(({ insert }: { insert: string }) => insert).join("") as string;

test("words that are selected are found in the document, whatever stands around them", () => {
  const { body } = read(data(1));
  const doc = new Y.Doc();
  fill(doc);
  const found = (from: string, to = from) => {
    const span = spanOf(doc.getXmlFragment("default"), wordsIn(body, select(body, from, to))!)!;
    const [begin, end] = [absolute(doc, span.from), absolute(doc, span.to)];
    return [textAt(begin.type).slice(begin.index), textAt(end.type).slice(0, end.index)];
  };
  const [boring] = found("boring");
  assert.match(boring!, /^boring/);
  assert.deepEqual(found("somebody else"), ["somebody else", "The changes have been read by somebody else"]);
  assert.deepEqual(found("when in doubt"), ["when in doubt; see ", " when in doubt"], "behind somebody who is mentioned");
  assert.deepEqual(found("Releases", "Went"), ["Releases", "Went"], "in a table");
  const [, all] = found("One change", "That is all");
  assert.equal(all, "That is all", "over lists, code, formulas and pictures");
});

test("what is no words, and what stands otherwise in the document by now, is not found", () => {
  const { body } = read(data(2));
  assert.equal(wordsIn(body, select(body, "Ships it")), null, "code takes no marks");
  const words = wordsIn(body, select(body, "The board", "is quiet"))!;
  assert.equal(words.words, "The board is quiet");
  const doc = new Y.Doc();
  fill(doc);
  const fragment = doc.getXmlFragment("default");
  fragment.delete(0, 1);
  assert.equal(spanOf(fragment, words), null);
});

test("a quote has no names of pages and tasks, whatever of them is selected", () => {
  const { body } = read(data(5));
  const quote = (from: string, to = from) => quoteOf(body, select(body, from, to));
  assert.equal(quote("boring"), "boring");
  assert.equal(quote("when in doubt", "Migrations"), "when in doubt; see and . Migrations");
  assert.equal(quote("when in doubt", "How we"), "when in doubt; see", "up to the middle of a name");
  assert.equal(quote("the shop", "Migrations"), ". Migrations", "from the middle of one");
  assert.equal(quote("we rel"), "", "within one");
  assert.equal(quote("How we release", "the shop"), "and", "from one to another");
  assert.equal(quote("Ada", "doubt"), "@Ada Park when in doubt", "people are known to everybody who reads");
  getSelection()!.selectAllChildren(body.parentElement!);
  assert.doesNotMatch(quoteOf(body, getSelection()!.getRangeAt(0)), /How we release|Move the shop|SHOP-12/);
});

test("a quote is one line, of the page alone", () => {
  const { article, body } = read(data(6));
  body.innerHTML = `<p>One<br>two <a class="page-link" data-page-id="g1" href="/w/larkspur/wiki/1-how">How</a></p>
    <aside class="callout note"><p>three  <span class="task-link hidden">A task you cannot see</span><span class="page-link" data-page-id="g1">How</span></p></aside>
    <ul><li><p>four</p></li><li><p>five</p></li></ul><table><tbody><tr><td><p>six</p></td><td><p>seven</p></td></tr></tbody></table>
    <pre><code class="language-mermaid">flowchart</code></pre><div class="diagram"><p class="wrong">Wrong</p></div>
    <figure class="embed"><a href="/">Elsewhere</a><button>Show it here</button></figure><a class="file" href="/">plan.pdf</a>
    <div class="math" data-latex="x^2"><span>x2</span><span>x2</span></div><p>eight</p>`;
  article.prepend(Object.assign(document.createElement("h1"), { textContent: "Title" }));
  article.append("Pages below");
  getSelection()!.selectAllChildren(article);
  assert.equal(quoteOf(body, getSelection()!.getRangeAt(0)), "One two three four five six seven x^2 eight");
  body.innerHTML = `<p>${"word ".repeat(200)}</p>`;
  assert.equal(quoteOf(body, select(body, "word ".repeat(200))).length, 300);
});

test("the page opens for no longer than it takes to find them, and nothing is written", async () => {
  const of = data(3);
  const { body } = read(of);
  const room = server.room("larkspur/selected-3");
  fill(room.doc);
  const span = await locate(of, wordsIn(body, select(body, "boring"))!, { base, Socket });
  assert.equal(absolute(room.doc, span!.from).index, absolute(room.doc, span!.to).index - "boring".length);
  await until(() => room.clients.size === 0, "the line is closed");
  assert.equal(room.updates.length, 0);
});

test("a button beside words that are selected says which they are, and where", async () => {
  const of = data(4);
  const { article, body } = read(of);
  const heard: unknown[] = [];
  article.addEventListener("atrium:comment", (event) => heard.push((event as CustomEvent).detail));
  const span = { from: 1, to: 2 };
  let asked = 0;
  const bring = async () => ({ locate: async () => ((asked += 1), asked > 1 ? null : span) }) as never;
  const button = () => article.querySelector<HTMLButtonElement>(".comment-here");
  select(body, "boring");
  watch(bring);
  await until(button, "it is there");
  button()!.click();
  await until(() => heard.length === 1, "the page hears of it");
  assert.deepEqual(heard[0], { ...span, quote: "boring" });
  assert.equal(button(), null);

  // By its key; and without a mark where they are not found.
  select(body, "A release that", "nobody notices");
  document.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyM", ctrlKey: true, altKey: true, bubbles: true }));
  await until(() => heard.length === 2, "the page hears of it by the key");
  assert.deepEqual(heard[1], { quote: "A release that nobody notices" });

  const nothing = async (sentence: string) => {
    document.dispatchEvent(new Event("selectionchange"));
    await pause(200);
    assert.equal(button(), null, sentence);
  };
  getSelection()!.removeAllRanges();
  await nothing("nothing is selected");
  article.classList.add("editing");
  select(body, "boring");
  await nothing("the editor has a button of its own");
  article.classList.remove("editing");
  article.dataset.page = JSON.stringify({ ...of, comment: false });
  await nothing("who may not comment is not asked to");
});
