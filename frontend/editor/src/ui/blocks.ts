// What can be put into a page, and what a block can be turned into: for the slash menu, the menus and the toolbar.

import type { Editor } from "@tiptap/core";
import { safeAddress } from "../dom";
import { embedOf } from "../embeds";
import { attach } from "../files";
import type { Island } from "../island";
import { CALLOUTS } from "../schema/blocks";
import { ask } from "./field";
import type { IconName } from "./icons";
import { caretRect } from "./rects";

export interface Block {
  title: string;
  hint: string;
  group: "Text" | "Lists" | "Blocks" | "Media" | "Links";
  icon: IconName;
  /** Further words that find it. */
  words?: string;
  run(island: Island): void;
  /** Whether an existing block can become it, and whether the caret is in one. */
  turns?: (editor: Editor) => boolean;
}

const chain = ({ editor }: Island) => editor.chain().focus();
/** A list in a list, or a heading in one, has to come out of it first. */
const plain = (island: Island) => chain(island).clearNodes();

const headings: Block[] = ([1, 2, 3] as const).map((level) => ({
  title: `Heading ${level}`,
  hint: "#".repeat(level),
  group: "Text",
  icon: `heading-${level}`,
  words: `h${level} title`,
  run: (island) => void plain(island).setHeading({ level }).run(),
  turns: (editor) => editor.isActive("heading", { level }),
}));

const names: Record<(typeof CALLOUTS)[number], string> = { note: "Note", tip: "Tip", important: "Important", warning: "Warning", caution: "Caution" };

const callouts: Block[] = CALLOUTS.map((kind) => ({
  title: names[kind],
  hint: `[!${kind}]`,
  group: "Blocks",
  icon: kind === "note" || kind === "tip" ? "info" : "triangle-alert",
  words: "callout aside box",
  run: (island) => {
    const inside = island.editor.isActive("callout");
    void (inside ? chain(island).updateAttributes("callout", { kind }) : chain(island).wrapIn("callout", { kind })).run();
  },
  turns: (editor) => editor.isActive("callout", { kind }),
}));

const pick = (island: Island, accept?: string) => {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", multiple: true, accept: accept ?? "" });
  input.addEventListener("change", () => attach(island, [...(input.files ?? [])]));
  input.click();
};

async function embed(island: Island): Promise<void> {
  const src = await ask(island, caretRect(island.editor), {
    label: "Address of what is shown",
    placeholder: "https://",
    hint: "YouTube, Vimeo, Figma or Loom. Others become a link.",
    done: "Add",
    against: (answer) => (safeAddress(answer) ? null : "That is no address."),
  });
  const address = src && safeAddress(src);
  if (!address) return;
  const content = embedOf(address)
    ? { type: "embed", attrs: { src: address } }
    : { type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] };
  chain(island).insertContent(content).run();
}

async function formula(island: Island): Promise<void> {
  const latex = await ask(island, caretRect(island.editor), { label: "Formula in LaTeX", placeholder: "e^{i\\pi} + 1 = 0", done: "Add" });
  if (latex) chain(island).insertContent({ type: "mathInline", attrs: { latex } }).run();
}

/** Opens the list that the sign opens when it is typed. */
const sign = (text: string) => (island: Island) => {
  const { $from } = island.editor.state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, " ", " ");
  chain(island).insertContent(before === "" || before.endsWith(" ") ? text : ` ${text}`).run();
};

export const BLOCKS: Block[] = [
  { title: "Text", hint: "", group: "Text", icon: "pilcrow", words: "paragraph plain", run: (island) => void plain(island).setParagraph().run(), turns: (editor) => editor.isActive("paragraph") && editor.state.selection.$from.depth === 1 },
  ...headings,
  { title: "Bulleted list", hint: "-", group: "Lists", icon: "list", words: "unordered ul points", run: (island) => void plain(island).toggleBulletList().run(), turns: (editor) => editor.isActive("bulletList") },
  { title: "Numbered list", hint: "1.", group: "Lists", icon: "list-ordered", words: "ordered ol", run: (island) => void plain(island).toggleOrderedList().run(), turns: (editor) => editor.isActive("orderedList") },
  { title: "Task list", hint: "[]", group: "Lists", icon: "list-todo", words: "todo check checkbox", run: (island) => void plain(island).toggleTaskList().run(), turns: (editor) => editor.isActive("taskList") },
  { title: "Quote", hint: ">", group: "Blocks", icon: "text-quote", words: "blockquote cite", run: (island) => void plain(island).setBlockquote().run(), turns: (editor) => editor.isActive("blockquote") },
  { title: "Code", hint: "```", group: "Blocks", icon: "square-code", words: "source pre snippet", run: (island) => void plain(island).setCodeBlock().run(), turns: (editor) => editor.isActive("codeBlock") },
  ...callouts,
  { title: "Table", hint: "", group: "Blocks", icon: "table-2", words: "grid rows columns", run: (island) => void chain(island).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() },
  { title: "Divider", hint: "---", group: "Blocks", icon: "minus", words: "rule line hr", run: (island) => void chain(island).setHorizontalRule().run() },
  { title: "Formula", hint: "$$", group: "Blocks", icon: "sigma", words: "math maths latex equation", run: (island) => void plain(island).setNode("mathBlock").run() },
  { title: "Formula in the line", hint: "$..$", group: "Blocks", icon: "function-square", words: "math maths latex inline equation", run: (island) => void formula(island) },
  { title: "Diagram", hint: "", group: "Blocks", icon: "workflow", words: "mermaid flow chart sequence", run: (island) => void plain(island).setCodeBlock({ language: "mermaid" }).insertContent("flowchart LR\n  Idea --> Draft --> Page").run() },
  { title: "Picture", hint: "", group: "Media", icon: "image", words: "image photo upload", run: (island) => pick(island, "image/*") },
  { title: "File", hint: "", group: "Media", icon: "file", words: "attachment upload document pdf", run: (island) => pick(island) },
  { title: "Embed", hint: "", group: "Media", icon: "monitor-play", words: "video youtube vimeo figma loom", run: (island) => void embed(island) },
  { title: "Person", hint: "@", group: "Links", icon: "user", words: "mention", run: sign("@") },
  { title: "Link to a page", hint: "[[", group: "Links", icon: "link", words: "wiki page", run: sign("[[") },
  { title: "Link to a task", hint: "#", group: "Links", icon: "square-kanban", words: "issue card", run: sign("#") },
];

/** What a block can become. */
export const TURNS = BLOCKS.filter((block) => block.turns);
export const current = (editor: Editor): Block | undefined => [...TURNS].reverse().find((block) => block.turns?.(editor));

export function found(words: string): Block[] {
  const wanted = words.toLowerCase();
  const rank = ({ title, words = "" }: Block) => {
    const name = title.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    return words.split(" ").some((word) => word.startsWith(wanted)) ? 2 : 9;
  };
  const ranked = BLOCKS.map((block) => ({ block, rank: rank(block) })).filter(({ rank }) => rank < 9);
  return (wanted ? ranked.sort((one, other) => one.rank - other.rank) : ranked).map(({ block }) => block);
}
