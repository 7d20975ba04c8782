import "./page";
import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { DOMParser as Parser, DOMSerializer } from "@tiptap/pm/model";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { linkable, safeAddress } from "../src/dom";
import { embedOf } from "../src/embeds";
import { isHeld } from "../src/live/unbuildable";
import { looksLikeMarkdown, markdownParser, markdownToHtml, tidy } from "../src/markdown";
import { anchorsOf, outline, slug, wordsOf } from "../src/outline";
import { insertMarkdown, paste } from "../src/paste";
import { extensions } from "../src/schema";
import { found } from "../src/ui/blocks";
import { fill, sample } from "../try/sample";

function bound(doc: Y.Doc): { editor: Editor; updates: Uint8Array[] } {
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const element = document.createElement("div");
  document.body.append(element);
  const editor = new Editor({ element, injectCSS: false, extensions: [...extensions, outline, paste, Collaboration.configure({ document: doc, field: "default" })] });
  return { editor, updates };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 30));
const shape = (editor: Editor) => editor.state.doc.toString();

test("a page with one of everything is opened, and nothing of it changes", async () => {
  const doc = new Y.Doc();
  fill(doc);
  const before = Y.encodeStateAsUpdate(doc);
  const { editor, updates } = bound(doc);
  await settled();
  editor.state.doc.check();
  assert.equal(updates.length, 0);
  assert.deepEqual(Y.encodeStateAsUpdate(doc), before);
  editor.destroy();
  assert.equal(updates.length, 0);
});

test("an empty document is opened, and nothing is written into it", async () => {
  const { editor, updates } = bound(new Y.Doc());
  await settled();
  assert.equal(updates.length, 0);
  editor.destroy();
});

test("what nobody can build any more is shown as it is: a list whose items two people took away", async () => {
  const doc = new Y.Doc();
  doc.getXmlFragment("default").insert(0, [new Y.XmlElement("bulletList"), new Y.XmlElement("paragraph")]);
  const { editor, updates } = bound(doc);
  await settled();
  assert.equal(updates.length, 0);
  assert.equal(isHeld(doc), false);
  assert.equal(shape(editor), "doc(bulletList, paragraph)");
  editor.commands.insertContentAt(editor.state.doc.content.size - 1, "still here");
  assert.equal(doc.getXmlFragment("default").length, 2);
  assert.match(doc.getXmlFragment("default").toString(), /still here/);
  editor.destroy();
});

test("a name that is not known holds the document: nothing is deleted, nor written", async () => {
  const doc = new Y.Doc();
  const poll = new Y.XmlElement("poll");
  doc.getXmlFragment("default").insert(0, [new Y.XmlElement("paragraph"), poll]);
  const { editor, updates } = bound(doc);
  await settled();
  assert.equal(isHeld(doc), true);
  editor.commands.insertContent("typed meanwhile");
  await settled();
  assert.equal(updates.length, 0);
  assert.match(doc.getXmlFragment("default").toString(), /poll/);
  editor.destroy();
});

test("text under a mark that is not known is not deleted", async () => {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  text.insert(0, "Hello", { glitter: {} });
  paragraph.insert(0, [text]);
  doc.getXmlFragment("default").insert(0, [paragraph]);
  const { editor, updates } = bound(doc);
  await settled();
  assert.equal(updates.length, 0);
  assert.match(doc.getXmlFragment("default").toString(), /Hello/);
  editor.destroy();
});

test("what is written as HTML is read from it again", () => {
  const { editor } = bound(new Y.Doc());
  const node = editor.schema.nodeFromJSON(sample);
  node.check();
  const html = document.createElement("div");
  html.append(DOMSerializer.fromSchema(editor.schema).serializeFragment(node.content));
  assert.deepEqual(Parser.fromSchema(editor.schema).parse(html).toJSON(), node.toJSON());
  editor.destroy();
});

test("a table is as wide as the server renders it", () => {
  const { editor } = bound(new Y.Doc());
  const cell = (words: string, colwidth: number[] | null, colspan = 1) => ({ type: "tableCell", attrs: { colwidth, colspan }, content: [{ type: "paragraph", content: [{ type: "text", text: words }] }] });
  const html = (...cells: object[]) => {
    editor.commands.setContent([{ type: "table", content: [{ type: "tableRow", content: cells }] }]);
    const frame = document.createElement("div");
    frame.append(DOMSerializer.fromSchema(editor.schema).serializeFragment(editor.state.doc.content));
    return frame.innerHTML.replace(/<tbody>.*/, "");
  };
  const shown = () => editor.view.dom.querySelector<HTMLTableElement>(".table-scroll > table")!.style;
  assert.equal(html(cell("a", [80]), cell("b", [200, 100], 2)), '<table width="380"><colgroup><col width="80"><col width="200"><col width="100"></colgroup>');
  assert.equal(shown().width, "380px");
  assert.equal(html(cell("a", [380]), cell("b", null)), '<table><colgroup><col width="380"><col></colgroup>');
  assert.deepEqual([shown().width, shown().minWidth], ["", ""]);
  editor.commands.insertContentAt(4, "more ");
  assert.equal(shown().minWidth, "", "nor while somebody writes");
  assert.equal(html(cell("a", null)), "<table>");
  editor.destroy();
});

const markdown: [string, string, string][] = [
  ["headings and marks", "## One\n\nA **bold** *word* and `code`, ~~gone~~.", 'doc(heading("One"), paragraph("A ", bold("bold"), " ", italic("word"), " and ", code("code"), ", ", strike("gone"), "."))'],
  ["task lists", "- [x] done\n- [ ] open\n  - [ ] within", 'doc(taskList(taskItem(paragraph("done")), taskItem(paragraph("open"), taskList(taskItem(paragraph("within"))))))'],
  ["a list that is half a task list", "- plain\n- [ ] box", 'doc(bulletList(listItem(paragraph("plain"))), taskList(taskItem(paragraph("box"))))'],
  ["callouts", "> [!WARNING]\n> Mind the step.", 'doc(callout(paragraph("Mind the step.")))'],
  ["code", "```rust\nfn main() {}\n```", 'doc(codeBlock("fn main() {}"))'],
  ["tables", "| A | B |\n|---|--:|\n| 1 | 2 |", 'doc(table(tableRow(tableHeader(paragraph("A")), tableHeader(paragraph("B"))), tableRow(tableCell(paragraph("1")), tableCell(paragraph("2")))))'],
  ["formulas", "Euler: $e^{i\\pi}$\n\n$$\na^2\n$$", 'doc(paragraph("Euler: ", mathInline), mathBlock("a^2"))'],
];

for (const [what, source, wanted] of markdown) {
  test(`markdown that is pasted becomes what it means: ${what}`, async () => {
    const { editor } = bound(new Y.Doc());
    assert.equal(looksLikeMarkdown(source), true);
    await insertMarkdown(editor.view, source, await markdownParser());
    editor.state.doc.check();
    assert.equal(shape(editor), wanted);
    editor.destroy();
  });

  test(`and so it does where the parser is still to come: ${what}`, async () => {
    const { editor } = bound(new Y.Doc());
    await insertMarkdown(editor.view, source, Promise.resolve(markdownParser()));
    editor.state.doc.check();
    assert.equal(shape(editor), wanted);
    editor.commands.undo();
    assert.equal(shape(editor), "doc(paragraph)");
    editor.commands.redo();
    assert.equal(shape(editor), wanted);
    editor.destroy();
  });
}

/** A page of two paragraphs into which Markdown is pasted before the parser is there: at the end of the first. */
async function pasteEarly(source: string, meanwhile: (editor: Editor, doc: Y.Doc) => void, arrives = true): Promise<string> {
  const doc = new Y.Doc();
  const { editor } = bound(doc);
  editor.commands.setContent("<p>Above</p><p></p><p>Below it</p>");
  yUndoPluginKey.getState(editor.state)!.undoManager.stopCapturing();
  editor.commands.setTextSelection(8);
  const parser = await markdownParser();
  let arrive = () => {};
  const done = insertMarkdown(editor.view, source, new Promise((resolve, reject) => (arrive = () => (arrives ? resolve(parser) : reject(new Error("no line"))))));
  meanwhile(editor, doc);
  arrive();
  await done;
  if (!editor.isDestroyed) editor.state.doc.check();
  const found = doc.getXmlFragment("default").toString().replace(/ (?:level|align|kind|colspan|rowspan)="[^"]*"/g, "");
  editor.destroy();
  return found;
}

const words = "<paragraph>## One</paragraph><paragraph>text</paragraph>";
const blocks = "<heading>One</heading><paragraph>text</paragraph>";
const around = (middle: string) => `<paragraph>Above</paragraph>${middle}<paragraph>Below it</paragraph>`;

test("markdown that is pasted is there before the parser is, also for whoever leaves by then", async () => {
  assert.equal(await pasteEarly("## One\n\ntext", (editor) => editor.destroy()), around(words));
  assert.equal(await pasteEarly("## One\n\ntext", (editor) => editor.setEditable(false)), around(words));
  assert.equal(await pasteEarly("## One\n\ntext", () => {}, false), around(words));
});

test("and takes its own place when the parser comes: nothing that is selected, typed or written by others meanwhile is lost", async () => {
  const source = "## One\n\ntext";
  assert.equal(await pasteEarly(source, () => {}), around(blocks));
  assert.equal(await pasteEarly(source, (editor) => void editor.commands.setTextSelection({ from: 1, to: 6 })), around(blocks));
  assert.equal(await pasteEarly(source, (editor) => editor.view.dispatch(editor.state.tr.insertText(" on"))), around(blocks.replace("text", "text on")));
  const above = (_: Editor, doc: Y.Doc) => {
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const element = new Y.XmlElement("paragraph");
    element.insert(0, [new Y.XmlText("Much that somebody else has written")]);
    other.getXmlFragment("default").insert(0, [element]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  };
  assert.equal(await pasteEarly(source, above), `<paragraph>Much that somebody else has written</paragraph>${around(blocks)}`);
});

test("it stays as it is where it was changed, and away where it was undone", async () => {
  const source = "## One\n\ntext";
  assert.equal(await pasteEarly(source, (editor) => editor.view.dispatch(editor.state.tr.insertText("!", 14))), around(words.replace("One", "One!")));
  assert.equal(await pasteEarly(source, (editor) => void editor.commands.undo()), around("<paragraph></paragraph>"));
});

test("who pastes markdown goes on behind it", async () => {
  for (const parser of [await markdownParser(), Promise.resolve(markdownParser())]) {
    const { editor } = bound(new Y.Doc());
    editor.commands.setContent("<p>Above</p><p></p><p>Below it</p>");
    editor.commands.setTextSelection(8);
    await insertMarkdown(editor.view, "## One", parser);
    editor.view.dispatch(editor.state.tr.insertText(", two"));
    assert.equal(shape(editor), 'doc(paragraph("Above"), heading("One, two"), paragraph("Below it"))');
    editor.destroy();
  }
});

test("plain sentences are not taken for markdown", () => {
  for (const text of ["Hello there.", "It costs $5, or $6 at most.", "a - b - c", "C# and F#", "1. of May"]) assert.equal(looksLikeMarkdown(text), false, text);
});

test("HTML from elsewhere loses what could run, and what the schema has no place for", async () => {
  const { editor } = bound(new Y.Doc());
  const html = '<p onclick="x()" style="color:red">Hi <script>x()</script><a href="javascript:x()">there</a> <a href="https://a.example/">fine</a><img src="data:image/png;base64,AAAA"></p><iframe src="//x"></iframe>';
  const slice = Parser.fromSchema(editor.schema).parseSlice(tidy(html));
  assert.equal(slice.content.toString(), '<paragraph("Hi ", "there ", link("fine"))>'.replace('"Hi ", "there "', '"Hi there "'));
  assert.match(await markdownToHtml("[x](javascript:alert(1))"), /javascript/);
  assert.equal(Parser.fromSchema(editor.schema).parse(tidy(await markdownToHtml("[x](javascript:alert(1))"))).toString(), 'doc(paragraph("x"))');
  editor.destroy();
});

test("an address is one of the web, of mail, or of this house", () => {
  assert.equal(safeAddress("https://a.example/b"), "https://a.example/b");
  assert.equal(safeAddress("a.example/b"), "https://a.example/b");
  assert.equal(safeAddress("ada@a.example"), "mailto:ada@a.example");
  assert.equal(safeAddress("/w/larkspur"), "/w/larkspur");
  for (const bad of ["javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "", "two words"]) assert.equal(safeAddress(bad), null, bad);
});

test("a document may link where nothing runs, as the server has it", () => {
  for (const good of ["https://x.org/a?b#c", "HTTP://x", "/w/a", "a.md#b:c", "#x", "?q=a:b", "mailto:a@b.c", " https://x ", "a/b:c"]) assert.ok(linkable(good), good);
  for (const bad of ["javascript:alert(1)", "JavaScript:x", "java\tscript:x", " javascript:x", "\u0001javascript:x", "vbscript:x", "data:text/html,x", "blob:x", "file:///etc/passwd", "", " ", "x:y", "\u00a0javascript:x"]) {
    assert.equal(linkable(bad), null, JSON.stringify(bad));
  }
});

test("headings are named as the server names them", () => {
  const taken = new Map<string, number>();
  const names = ["Set-up & use!", "Set up use", "Set-up-use-2", "set up USE", "", "?", "Über 你好"].map((text) => slug(text, taken));
  assert.deepEqual(names, ["set-up-use", "set-up-use-2", "set-up-use-2-2", "set-up-use-3", "section", "section-2", "über-你好"]);
});

test("only what is on the list is framed, and from where it says", () => {
  assert.equal(embedOf("https://youtu.be/aqz-KE-bpKQ")?.frame, "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ");
  assert.equal(embedOf("https://vimeo.com/76979871")?.frame, "https://player.vimeo.com/video/76979871?dnt=1");
  assert.match(embedOf("https://www.figma.com/file/abc123/x?node-id=1")?.frame ?? "", /^https:\/\/www\.figma\.com\/embed\?/);
  for (const other of ["https://evil.example/watch?v=aqz-KE-bpKQ", "http://youtu.be/aqz-KE-bpKQ", "https://www.youtube.com.evil.example/watch?v=aqz", "javascript:x", "https://youtube.com/watch?v=%22onload"]) {
    assert.equal(embedOf(other), null, other);
  }
});

test("an embed that is written about says where it is from, and nothing else of that is in the document", () => {
  const { editor } = bound(new Y.Doc());
  const embeds = ["https://youtu.be/aqz-KE-bpKQ", "https://elsewhere.example/1"].map((src) => `<figure class="embed" data-src="${src}"></figure>`);
  editor.commands.setContent(embeds.join(""));
  assert.deepEqual([...editor.view.dom.querySelectorAll(".embed")].map((one) => one.querySelector("span")?.textContent), ["YouTube", undefined]);
  assert.doesNotMatch(editor.getHTML(), /YouTube/);
  editor.destroy();
});

test("headings have ids that differ, and words are counted in any script", () => {
  const { editor } = bound(new Y.Doc());
  editor.commands.setContent("<h2>Größe & Maß</h2><p>one two-part word's</p><h2>Größe & Maß</h2><p>日本語 and more</p>");
  assert.deepEqual(anchorsOf(editor.state).map(({ id }) => id), ["größe-maß", "größe-maß-2"]);
  assert.equal(wordsOf(editor.state.doc), 2 + 3 + 2 + 3 + 2);
  editor.destroy();
});

test("the slash menu finds blocks by their names and by what else they are called", () => {
  assert.equal(found("head")[0]!.title, "Heading 1");
  assert.equal(found("todo")[0]!.title, "Task list");
  assert.equal(found("latex")[0]!.title, "Formula");
  assert.deepEqual(found("nothing of that kind"), []);
});

test("of a thread that is settled nothing is seen, and its mark stays", () => {
  const { editor } = bound(new Y.Doc());
  const about = (thread: string) => ({ type: "text", text: thread, marks: [{ type: "comment", attrs: { thread } }] });
  editor.commands.setContent({ type: "doc", content: [{ type: "paragraph", content: [about("settled:1"), about("2")] }] });
  assert.deepEqual([...editor.view.dom.querySelectorAll(".commented, [data-thread]")].map((mark) => mark.textContent), ["2"]);
  assert.match(shape(editor), /settled:1/);
  editor.destroy();
});

test("comments are not copied along with their words", () => {
  const { editor } = bound(new Y.Doc());
  editor.commands.setContent({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Hello", marks: [{ type: "comment", attrs: { thread: "1" } }, { type: "bold" }] }] }] });
  assert.match(shape(editor), /comment/);
  const { dom } = editor.view.serializeForClipboard(editor.state.doc.slice(1, 6));
  assert.equal(dom.querySelector(".commented"), null);
  assert.equal(dom.querySelector("strong")?.textContent, "Hello");
  editor.destroy();
});
