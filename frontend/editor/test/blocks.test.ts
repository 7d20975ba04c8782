import "./page";
import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as Y from "yjs";
import type { Island } from "../src/island";
import { keys } from "../src/keys";
import { keepGap, keepNode } from "../src/place";
import { extensions } from "../src/schema";
import { describePicture } from "../src/ui/bubble";
import { drag } from "../src/ui/drag";
import { handle, openBlockMenu } from "../src/ui/handle";
import { picked } from "../src/ui/picked";
import { tableItems } from "../src/ui/table";
import { pause } from "./until";

const open: Editor[] = [];
const cleanup: (() => void)[] = [];
const islands = new WeakMap<Editor, Island>();
afterEach(() => {
  cleanup.splice(0).forEach((clean) => clean());
  open.splice(0).forEach((editor) => editor.destroy());
  document.body.replaceChildren();
});

function write(doc: Y.Doc, root: HTMLElement): Editor {
  document.body.append(root);
  const editor: Editor = new Editor({ element: root, injectCSS: false, extensions: [...extensions, keys(() => islands.get(editor)!), picked, Collaboration.configure({ document: doc, field: "default" })] });
  open.push(editor);
  return editor;
}

/** Two who write in one page, and what the first is told. */
function two(html: string): { ada: Editor; ben: Editor; island: Island; told: string[] } {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  one.on("update", (update: Uint8Array) => Y.applyUpdate(other, update));
  other.on("update", (update: Uint8Array) => Y.applyUpdate(one, update));
  const root = document.createElement("div");
  const [ada, ben] = [write(one, root), write(other, document.createElement("div"))];
  ada.commands.setContent(html);
  const told: string[] = [];
  const island = { editor: ada, root, announce: (words: string) => told.push(words), cleanup } as unknown as Island;
  islands.set(ada, island);
  return { ada, ben, island, told };
}

const shape = (editor: Editor) => editor.state.doc.toString();

/** Where the first node begins that these words are in, or that is called so. */
function at(editor: Editor, what: string): number {
  let found = -1;
  editor.state.doc.descendants((node, place) => {
    if (found < 0 && (node.type.name === what || (node.isTextblock && node.textContent.includes(what)))) found = place;
  });
  return found;
}

const add = (editor: Editor, words: string, behind: string) => editor.commands.insertContentAt(at(editor, behind) + 1 + behind.length, words);
const begin = (editor: Editor, words: string, place: number) => editor.commands.insertContentAt(place, { type: "paragraph", content: [{ type: "text", text: words }] });

class Transfer {
  files: File[] = [];
  private held = new Map<string, string>();
  clearData(): void {}
  setDragImage(): void {}
  setData(type: string, data: string): void {
    this.held.set(type, data);
  }
  getData(type: string): string {
    return this.held.get(type) ?? "";
  }
}

function say(on: Element, name: string, transfer = new Transfer()): void {
  on.dispatchEvent(Object.assign(new Event(name, { bubbles: true, cancelable: true }), { dataTransfer: transfer, clientX: 0, clientY: 0 }));
}

/** By the grip of the block that these words are in. */
function grab({ island, ada }: ReturnType<typeof two>, words: string): Element {
  handle(island);
  drag(island);
  const place = at(ada, words);
  ada.view.posAtCoords = () => ({ pos: place + 1, inside: place });
  island.root.dispatchEvent(Object.assign(new Event("pointermove", { bubbles: true }), { pointerType: "mouse", buttons: 0, clientX: 0, clientY: 0 }));
  const grip = island.root.querySelector(".editor-handle [draggable]")!;
  say(grip, "dragstart");
  assert.ok(ada.view.dragging);
  return grip;
}

function drop(editor: Editor, place: number, transfer?: Transfer): void {
  editor.view.posAtCoords = () => ({ pos: place, inside: -1 });
  say(editor.view.dom, "drop", transfer);
}

const end = (editor: Editor) => editor.state.doc.content.size;

test("a block that is dragged brings along what others write in it meanwhile", () => {
  const page = two("<p>One</p><p>Two</p><p>Three</p>");
  grab(page, "Two");
  add(page.ben, " and more", "Two");
  begin(page.ben, "New", at(page.ben, "Two"));
  drop(page.ada, end(page.ada));
  assert.equal(shape(page.ada), 'doc(paragraph("One"), paragraph("New"), paragraph("Three"), paragraph("Two and more"))');
  assert.equal(shape(page.ben), shape(page.ada));
});

test("the first block is dragged, and not the one that somebody begins above it", () => {
  const page = two("<p>One</p><p>Two</p>");
  grab(page, "One");
  begin(page.ben, "New", 0);
  add(page.ben, "!", "One");
  drop(page.ada, end(page.ada));
  assert.equal(shape(page.ben), 'doc(paragraph("New"), paragraph("Two"), paragraph("One!"))');
});

test("a table that is dragged brings along what others write in its cells", () => {
  const page = two("<table><tr><td><p>A</p></td></tr><tr><td><p>B</p></td></tr></table><p>Two</p>");
  grab(page, "A");
  add(page.ben, " and more", "B");
  drop(page.ada, end(page.ada));
  assert.match(shape(page.ben), /^doc\(paragraph\("Two"\), table\(.*"A".*"B and more".*\)\)$/);
});

test("words that are dragged bring along what others write among them", () => {
  const { ada, ben, island } = two("<p>One two three</p><p>Four</p>");
  drag(island);
  ada.commands.setTextSelection({ from: 5, to: 8 });
  ada.view.posAtCoords = () => ({ pos: 6, inside: 0 });
  say(ada.view.dom, "dragstart");
  add(ben, "x", "One tw");
  drop(ada, end(ada) - 1);
  assert.equal(shape(ben), 'doc(paragraph("One  three"), paragraph("Fourtwxo"))');
});

test("a picture that is dragged by itself is the one that is moved, wherever the caret is", () => {
  const { ada, ben, island } = two('<p>One</p><img src="/a.png"><p>Two</p>');
  drag(island);
  ada.commands.setTextSelection(2);
  ada.view.posAtCoords = () => null;
  say(ada.view.dom.querySelector("figure")!, "dragstart");
  add(ben, "!", "One");
  drop(ada, end(ada));
  assert.equal(shape(ben), 'doc(paragraph("One!"), paragraph("Two"), image)');
});

test("what somebody takes away while it is dragged takes nothing else along", () => {
  const page = two("<p>One</p><p>Two</p><p>Three</p>");
  grab(page, "Two");
  const place = at(page.ben, "Two");
  page.ben.commands.deleteRange({ from: place, to: place + 5 });
  drop(page.ada, end(page.ada));
  assert.equal(shape(page.ada), 'doc(paragraph("One"), paragraph("Three"))');
  assert.match(page.told.join(), /not there any more/);
  assert.equal(page.ada.view.dragging, null);
});

test("a drag that was given up is not what the next drop brings", async () => {
  const page = two("<p>One</p><p>Two</p>");
  const grip = grab(page, "One");
  add(page.ben, "!", "One");
  say(grip, "dragend");
  await pause(70);
  const other = new Transfer();
  other.setData("text/plain", "From elsewhere");
  drop(page.ada, end(page.ada) - 1, other);
  assert.equal(shape(page.ada), 'doc(paragraph("One!"), paragraph("TwoFrom elsewhere"))');
});

test("nor does the end of one drag end the next", async () => {
  const page = two("<p>One</p><p>Two</p>");
  const grip = grab(page, "One");
  say(grip, "dragend");
  say(grip, "dragstart");
  await pause(70);
  assert.ok(page.ada.view.dragging);
});

const choose = (title: string) => [...document.querySelectorAll<HTMLElement>(".editor-menu button")].find((one) => one.textContent!.startsWith(title))!.click();

function menuOf({ ada, island }: ReturnType<typeof two>, words: string): void {
  ada.view.coordsAtPos = () => ({ left: 0, right: 0, top: 0, bottom: 0 });
  ada.commands.setNodeSelection(at(ada, words));
  openBlockMenu(island);
}

for (const [title, wanted] of [
  ["Delete", 'doc(paragraph("New"), paragraph("Two"))'],
  ["Duplicate", 'doc(paragraph("New"), paragraph("One"), paragraph("One"), paragraph("Two"))'],
  ["Move down", 'doc(paragraph("New"), paragraph("Two"), paragraph("One"))'],
  ["Heading 2", 'doc(paragraph("New"), heading("One"), paragraph("Two"))'],
] as const) {
  test(`the menu of a block is about that block, wherever it is by then: ${title}`, () => {
    const page = two("<p>One</p><p>Two</p>");
    menuOf(page, "One");
    begin(page.ben, "New", 0);
    choose(title);
    assert.equal(shape(page.ben), wanted);
  });
}

test("and does nothing, and says so, where that is gone", () => {
  const page = two("<p>One</p><p>Two</p><p>Three</p>");
  menuOf(page, "Two");
  const place = at(page.ben, "Two");
  page.ben.commands.deleteRange({ from: place, to: place + 5 });
  choose("Delete");
  assert.equal(shape(page.ben), 'doc(paragraph("One"), paragraph("Three"))');
  assert.match(page.told.join(), /not there any more/);
  assert.match(document.querySelector(".toast")!.textContent!, /not there any more/, "who sees is told too");
});

test("a menu that was open when the right to write was taken away changes nothing", () => {
  const page = two(`<p>One</p>${rows("Two")}`);
  const before = shape(page.ben);
  menuOf(page, "One");
  page.ada.setEditable(false);
  choose("Delete");
  page.ada.commands.setTextSelection(at(page.ada, "Two") + 1);
  tableItems(page.island).find((one) => one.title === "Delete the row")!.run();
  assert.equal(shape(page.ben), before);
});

const rows = (...words: string[]) => `<table>${words.map((word) => `<tr><td><p>${word}</p></td><td><p></p></td></tr>`).join("")}</table>`;

test("the menu of a table is about the cell that the caret was in, and about no other that comes in its place", () => {
  const { ada, ben, island, told } = two(rows("One", "Two", "Three"));
  const act = (title: string, meanwhile: () => void) => {
    const item = tableItems(island).find((one) => one.title === title)!;
    meanwhile();
    item.run();
  };
  ada.commands.setTextSelection(at(ada, "Two") + 1);
  act("Delete the row", () => void ben.chain().setTextSelection(at(ben, "Two") + 1).deleteRow().run());
  assert.match(shape(ben), /^doc\(table\(.*"One".*"Three".*\)\)$/);
  assert.match(told.join(), /not there any more/);
  ada.commands.setTextSelection(at(ada, "Three") + 1);
  act("Delete the row", () => void ben.chain().setTextSelection(at(ben, "One") + 1).addRowAfter().insertContent("New").run());
  ben.state.doc.check();
  assert.doesNotMatch(shape(ben), /"Three"/);
  assert.equal(ben.state.doc.firstChild!.childCount, 2);
});

const PICTURE = '<img src="/a.png">';

test("a block that is picked stays picked, and nothing else is in its place", () => {
  const { ada, ben } = two(`${PICTURE}<p>One</p><p>Two</p>`);
  ada.commands.setNodeSelection(0);
  begin(ben, "New", 0);
  ada.commands.deleteSelection();
  assert.equal(shape(ben), 'doc(paragraph("New"), paragraph("One"), paragraph("Two"))');
  const place = at(ada, "One");
  ada.commands.setNodeSelection(place);
  ben.commands.deleteRange({ from: place, to: place + 5 });
  ada.commands.deleteSelection();
  assert.equal(shape(ben), 'doc(paragraph("New"), paragraph("Two"))');
});

const answer = async (words: string) => {
  document.querySelector<HTMLInputElement>(".editor-field input")!.value = words;
  document.querySelector("form.editor-field")!.dispatchEvent(new Event("submit", { cancelable: true }));
  await pause(0);
};

test("what a picture shows is said of that picture, wherever it is by then", async () => {
  const { ada, ben, island, told } = two(`${PICTURE}<p>One</p>${PICTURE}`);
  ada.view.coordsAtPos = () => ({ left: 0, right: 0, top: 0, bottom: 0 });
  ada.commands.setNodeSelection(0);
  void describePicture(island);
  ben.commands.insertContentAt(0, { type: "image", attrs: { src: "/b.png", alt: "B" } });
  await answer("A till");
  assert.deepEqual(ben.state.doc.children.map(({ attrs }) => attrs.alt), ["B", "A till", undefined, null]);
  void describePicture(island);
  ben.commands.deleteRange({ from: 1, to: 2 });
  await answer("Gone");
  assert.deepEqual(ben.state.doc.children.map(({ attrs }) => attrs.alt), ["B", undefined, null]);
  assert.match(told.join(), /not there any more/);
});

test("a formula is changed where it is by then", async () => {
  const { ada, ben } = two('<p>One <span class="math" data-latex="x">x</span></p>');
  ada.view.coordsAtPos = () => ({ left: 0, right: 0, top: 0, bottom: 0 });
  ada.commands.setNodeSelection(5);
  ada.view.someProp("handleKeyDown", (pressed) => pressed(ada.view, new KeyboardEvent("keydown", { key: "Enter" })));
  add(ben, "!!", "One ");
  await answer("x^2");
  assert.equal(ben.state.doc.nodeAt(7)?.attrs.latex, "x^2");
});

test("a node is found again in a list, in a line, and on a page that is empty", () => {
  const { ada, ben } = two('<ul><li><p>One</p></li><li><p>Two <span class="math" data-latex="x">x</span> and <span class="math" data-latex="y">y</span></p></li></ul>');
  let [item, second] = [-1, -1];
  ada.state.doc.descendants((node, place) => {
    if (node.type.name === "listItem") item = place;
    if (node.type.name === "mathInline") second = place;
  });
  const [findItem, findFormula] = [keepNode(ada.state, item), keepNode(ada.state, second)];
  add(ben, "!!", "One");
  add(ben, "!!", "Two ");
  assert.equal(findItem(ada.state.doc), item + 2);
  assert.equal(findFormula(ada.state.doc), second + 4);
  assert.equal(ada.state.doc.nodeAt(second + 4)?.attrs.latex, "y");
  ben.commands.clearContent();
  assert.equal(findItem(ada.state.doc), null);
  const empty = two("<p></p>");
  assert.equal(keepNode(empty.ada.state, 0)(empty.ada.state.doc), 0);
});

test("a place between blocks stays behind its block, and where that was once it is gone", () => {
  const { ada, ben } = two("<p>One</p><p>Two</p><p>Three</p>");
  const find = keepGap(ada.state, 10);
  begin(ben, "New", 0);
  assert.equal(find(ada.state.doc), 15);
  const place = at(ben, "Two");
  ben.commands.deleteRange({ from: place, to: place + 5 });
  assert.equal(find(ada.state.doc), 10);
  ben.commands.clearContent();
  assert.ok(find(ada.state.doc) <= end(ada));
});
