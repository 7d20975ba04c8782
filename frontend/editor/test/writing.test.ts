import "./page";
import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { type Selection, TextSelection } from "@tiptap/pm/state";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as Y from "yjs";
import { below } from "../src/below";
import { reason } from "../src/diagrams";
import type { Island } from "../src/island";
import { extensions } from "../src/schema";
import { drawFormula } from "../src/schema/maths";
import { BLOCKS, found } from "../src/ui/blocks";
import { goOnAt, putBlock } from "../src/put";
import { moveBlock } from "../src/ui/move";

let editor: Editor;
afterEach(() => editor?.destroy());

const TABLE = "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>";

function write(html: string): Editor {
  const element = document.createElement("div");
  document.body.append(element);
  editor = new Editor({ element, injectCSS: false, extensions: [...extensions, below, Collaboration.configure({ document: new Y.Doc(), field: "default" })] });
  editor.commands.setContent(html);
  // Nobody measures lines here.
  editor.view.endOfTextblock = () => true;
  return editor;
}

const shape = () => editor.state.doc.toString();
const type = (words: string) => editor.view.dispatch(editor.state.tr.insertText(words));
const add = (title: string) => BLOCKS.find((block) => block.title === title)!.run({ editor } as Island);

/** Behind these words. */
function caretAfter(words: string): void {
  editor.state.doc.descendants((node, place) => {
    if (node.isText && node.text!.includes(words)) editor.commands.setTextSelection(place + node.text!.indexOf(words) + words.length);
  });
}

function press(key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  return !!editor.view.someProp("handleKeyDown", (handle) => handle(editor.view, event));
}

test("a divider above a table leaves the table as it is, and the next words stand between them", () => {
  write(`<p>One</p><p></p>${TABLE}`);
  editor.commands.setTextSelection(6);
  add("Divider");
  type("Two");
  editor.state.doc.check();
  assert.match(shape(), /^doc\(paragraph\("One"\), horizontalRule, paragraph\("Two"\), table\(.*"1".*"2".*\)$/);
});

test("a divider goes on in the text below, or in a line of its own", () => {
  write("<p>One</p><p>Three</p>");
  caretAfter("One");
  add("Divider");
  type("Two ");
  assert.equal(shape(), 'doc(paragraph("One"), horizontalRule, paragraph("Two Three"))');
  write("<p>One</p>");
  caretAfter("One");
  add("Divider");
  type("Two");
  assert.equal(shape(), 'doc(paragraph("One"), horizontalRule, paragraph("Two"))');
  write("<p>One Two</p><pre><code>x</code></pre>");
  caretAfter("One");
  add("Divider");
  assert.equal(shape(), 'doc(paragraph("One"), horizontalRule, paragraph(" Two"), codeBlock("x"))');
  write("<p>One</p><pre><code>x</code></pre>");
  caretAfter("One");
  add("Divider");
  type("Two");
  assert.equal(shape(), 'doc(paragraph("One"), horizontalRule, paragraph("Two"), codeBlock("x"))');
});

test("a divider in a list, a callout and a cell", () => {
  write("<ul><li><p>One</p></li><li><p></p></li></ul>");
  editor.commands.setTextSelection(editor.state.doc.content.size - 3);
  add("Divider");
  type("Two");
  editor.state.doc.check();
  assert.equal(shape(), 'doc(bulletList(listItem(paragraph("One"))), horizontalRule, paragraph("Two"))');
  write('<aside class="callout note"><p>One</p></aside>');
  caretAfter("One");
  add("Divider");
  type("Two");
  assert.equal(shape(), 'doc(callout(paragraph("One"), horizontalRule, paragraph("Two")))');
  write(TABLE);
  caretAfter("2");
  add("Divider");
  type("Two");
  editor.state.doc.check();
  assert.match(shape(), /tableCell\(paragraph\("2"\), horizontalRule, paragraph\("Two"\)\)/);
});

test("whatever takes no words is followed by a line to write in", () => {
  for (const [name, attrs] of [["embed", { src: "https://youtu.be/aqz-KE-bpKQ" }], ["image", { src: "/a.png" }], ["file", { src: "/a", name: "a" }]] as const) {
    write(`<p></p>${TABLE}`);
    editor.commands.setTextSelection(1);
    const made = editor.schema.nodes[name]!.create(attrs);
    const { tr } = editor.state;
    editor.view.dispatch(goOnAt(tr, putBlock(tr, made) + made.nodeSize));
    type("Two");
    assert.match(shape(), new RegExp(`^doc\\(${name}, paragraph\\("Two"\\), table\\(`));
  }
});

test("a table is written into at once, and a second one leaves the first", () => {
  write(`<p></p>${TABLE}`);
  editor.commands.setTextSelection(1);
  add("Table");
  type("Here");
  editor.state.doc.check();
  assert.match(shape(), /^doc\(table\(tableRow\(tableHeader\(paragraph\("Here"\)\).*table\(.*"1".*"2"/);
});

test("the example of a diagram is picked, and gives way to what is typed", () => {
  write("<p></p><p>After</p>");
  editor.commands.setTextSelection(1);
  add("Diagram");
  const { from, to } = editor.state.selection;
  assert.match(editor.state.doc.textBetween(from, to), /^flowchart LR\n.*Page$/);
  type("pie");
  assert.equal(shape(), 'doc(codeBlock("pie"), paragraph("After"))');
});

test("Ctrl and End goes to the end of the page, below a table that stands there", () => {
  write(`<p>One</p>${TABLE}`);
  caretAfter("A");
  assert.equal(press("End", { ctrlKey: true }), true);
  type("Two");
  assert.match(shape(), /table\(.*\), paragraph\("Two"\)\)$/);
  caretAfter("One");
  assert.equal(press("End", { ctrlKey: true }), true);
  type("!");
  assert.match(shape(), /table\(.*\), paragraph\("Two!"\)\)$/);
  write("<p>One</p><ul><li><p>Two</p></li></ul>");
  press("End", { ctrlKey: true });
  type("!");
  assert.match(shape(), /listItem\(paragraph\("Two!"\)\)\)\)$/);
});

test("the arrow down leads out of the last row of a table that ends the page, and of no other", () => {
  write(TABLE);
  caretAfter("A");
  const before = shape();
  press("ArrowDown");
  assert.equal(shape(), before);
  caretAfter("1");
  assert.equal(press("ArrowDown"), true);
  type("Below");
  assert.match(shape(), /table\(.*\), paragraph\("Below"\)\)$/);
  write(`${TABLE}<p>There</p>`);
  caretAfter("1");
  press("ArrowDown");
  assert.match(shape(), /table\(.*\), paragraph\("There"\)\)$/);
});

test("a press below the text goes on behind it, and below a table in a line of its own", () => {
  const press = (on: Element) => on.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true, button: 0, clientY: 10 }));
  write("<p>One</p>");
  press(document.body);
  type(" and two");
  assert.equal(shape(), 'doc(paragraph("One and two"))');
  write(TABLE);
  press(document.body);
  press(editor.view.dom);
  type("Below");
  assert.match(shape(), /\), paragraph\("Below"\)\)$/);
  const beside = document.createElement("button");
  document.body.append(beside);
  write(TABLE);
  press(beside);
  assert.match(shape(), /^doc\(table\(.*\)\)$/);
});

test("cells that are picked stay in a table that is moved, and nothing is said about it", () => {
  const said: unknown[] = [];
  const { warn } = console;
  console.warn = (...words) => said.push(words);
  write(`<p>One</p>${TABLE}`);
  editor.commands.setCellSelection({ anchorCell: 7, headCell: 12 });
  moveBlock({ editor, announce: () => {} } as unknown as Island, -1);
  console.warn = warn;
  assert.match(shape(), /^doc\(table\(.*\), paragraph\("One"\)\)$/);
  assert.ok((editor.state.selection as Selection) instanceof TextSelection);
  assert.deepEqual(said, []);
});

test("the slash menu knows whole names, and what others call them", () => {
  const first = (words: string) => found(words)[0]?.title;
  for (const [words, title] of [
    ["link to a page", "Link to a page"], ["user", "Person"], ["person", "Person"], ["mention", "Person"], ["hr", "Divider"], ["horizontal rule", "Divider"], ["todo", "Task list"],
    ["checkbox", "Task list"], ["photo", "Picture"], ["chart", "Diagram"], ["video", "Embed"], ["code block", "Code"], ["bullet list", "Bulleted list"],
  ] as const) assert.equal(first(words), title, words);
  for (const none of ["zz", "date", "table of nothing"]) assert.equal(first(none), undefined, none);
});

test("what is wrong with a diagram is said in a sentence", () => {
  assert.equal(reason(new Error("Parse error on line 2:\n...LR  Idea -\n------^\nExpecting 'AMP'")), "Line 2 is not understood.");
  assert.equal(reason(new Error("No diagram type detected matching given configuration for text: x")), "Its first line names no kind of diagram.");
  assert.equal(reason(new TypeError("x is undefined")), "");
});

test("a formula that is typed fast ends as what was typed last", async () => {
  const shown = document.createElement("div");
  await Promise.all(["x", "x^", "x^2"].map((latex) => drawFormula(shown, latex, false)));
  assert.equal(shown.classList.contains("wrong"), false);
  assert.match(shown.querySelector("annotation")?.textContent ?? "", /^x\^2$/);
  await Promise.all([drawFormula(shown, "y", false), drawFormula(shown, "y^", false)]);
  assert.equal(shown.textContent, "y^");
  assert.equal(shown.classList.contains("wrong"), true);
});

test("what is asked for is put in where it may be by then", async () => {
  for (const [title, answer] of [["Formula in the line", "x^2"], ["Embed", "https://youtu.be/aqz-KE-bpKQ"], ["Embed", "https://example.org"]] as const) {
    for (const editable of [true, false]) {
      write("<p>One</p>");
      BLOCKS.find((block) => block.title === title)!.run({ editor, cleanup: [] } as unknown as Island);
      editor.setEditable(editable);
      const form = document.querySelector<HTMLFormElement>(".editor-field")!;
      form.querySelector("input")!.value = answer;
      form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
      await Promise.resolve();
      assert.equal(shape() !== 'doc(paragraph("One"))', editable, title);
      editor.destroy();
    }
  }
});
