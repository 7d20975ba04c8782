// A document with one of everything.

import { getSchema } from "@tiptap/core";
import { prosemirrorJSONToYXmlFragment } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import { callPage, callTask } from "../src/names";
import { extensions } from "../src/schema";

callPage("g1", 1, "How we release");
callTask("t1", "SHOP-12", "Move the shop");

const text = (text: string, ...marks: string[]) => ({ type: "text", text, marks: marks.map((type) => ({ type })) });
const p = (...content: object[]) => ({ type: "paragraph", content });
const heading = (level: number, words: string) => ({ type: "heading", attrs: { level }, content: [text(words)] });
const item = (words: string, ...more: object[]) => ({ type: "listItem", content: [p(text(words)), ...more] });
const task = (checked: boolean, words: string, ...more: object[]) => ({ type: "taskItem", attrs: { checked }, content: [p(text(words)), ...more] });
const cell = (type: string, words: string, align: string | null = null) => ({ type, attrs: { align }, content: [p(text(words))] });
const row = (type: string, ...words: string[]) => ({ type: "tableRow", content: words.map((one, at) => cell(type, one, at === 2 ? "right" : null)) });

export const sample = {
  type: "doc",
  content: [
    p(text("We ship when it is ready, and on Fridays too. What makes that safe is "), text("boring", "bold"), text(": small changes, "), text("tests that we believe", "italic"), text(", and a way back that "), text("anybody", "underline"), text(" can take. Run "), text("bin/release", "code"), text(" and read "), { type: "text", text: "the checklist", marks: [{ type: "link", attrs: { href: "https://example.org/checklist" } }] }, text(" first.")),
    heading(2, "Before"),
    { type: "taskList", content: [task(true, "The board is quiet"), task(false, "The changes have been read by somebody else", { type: "taskList", content: [task(false, "By somebody awake")] })] },
    { type: "bulletList", content: [item("One change a release"), item("A way back", { type: "bulletList", content: [item("that was tried this month")] })] },
    { type: "orderedList", content: [item("Announce it"), item("Watch the graphs for ten minutes")] },
    { type: "callout", attrs: { kind: "note" }, content: [p(text("Ask "), { type: "mention", attrs: { id: "p1", label: "Ada Park" } }, text(" when in doubt; see "), { type: "pageLink", attrs: { id: "g1", label: "" } }, text(" and "), { type: "taskLink", attrs: { id: "t1", label: "" } }, text("."))] },
    { type: "callout", attrs: { kind: "warning" }, content: [p(text("Migrations run before the new program starts. They may not take what the old one reads."))] },
    heading(2, "How it goes"),
    { type: "codeBlock", attrs: { language: "rust" }, content: [text("/// Ships it.\npub async fn ship(release: &Release) -> Result<(), Error> {\n    let checks = release.checks().await?;\n    if checks.iter().all(Check::passed) { release.go(42).await } else { Err(Error::NotYet) }\n}")] },
    { type: "blockquote", content: [p(text("A release that nobody notices is the best one."))] },
    heading(3, "Figures"),
    { type: "table", content: [row("tableHeader", "Month", "Releases", "Went back"), row("tableCell", "September", "41", "1"), row("tableCell", "October", "56", "0")] },
    p(text("The chance that all goes well is "), { type: "mathInline", attrs: { latex: "p = (1-q)^n" } }, text(", and in full:")),
    { type: "mathBlock", content: [text("\\sum_{k=0}^{n} \\binom{n}{k} q^k (1-q)^{n-k} = 1")] },
    { type: "codeBlock", attrs: { language: "mermaid" }, content: [text("flowchart LR\n  Write --> Read --> Ship\n  Ship -->|wrong| Back --> Write")] },
    { type: "image", attrs: { src: "/icon-512.png", alt: "A house", width: 220 } },
    { type: "file", attrs: { src: "/files/plan.pdf", name: "Release plan.pdf", size: 482133 } },
    { type: "embed", attrs: { src: "https://www.youtube.com/watch?v=aqz-KE-bpKQ" } },
    { type: "horizontalRule" },
    p(text("That is all.")),
  ],
};

export function fill(doc: Y.Doc): void {
  prosemirrorJSONToYXmlFragment(getSchema(extensions), sample, doc.getXmlFragment("default"));
}
