// What can be put into a page, and what a block can be turned into: for the slash menu, the menus and the toolbar.

import type { Editor } from "@tiptap/core";
import { createTable } from "@tiptap/extension-table";
import { Selection, TextSelection } from "@tiptap/pm/state";
import { safeAddress } from "../dom";
import { embedOf } from "../embeds";
import { attach } from "../files";
import type { Island } from "../island";
import { goOnAt, putBlock } from "../put";
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

/** Out of an item of a list in which nothing stands. */
function fresh(island: Island) {
  const { $from } = island.editor.state.selection;
  const isItem = /^(?:list|task)Item$/.test($from.depth > 0 ? $from.node(-1).type.name : "");
  return isItem && $from.parent.content.size === 0 ? plain(island) : chain(island);
}

/** A block that takes no words: whoever goes on writing writes below it. */
const put = (island: Island, type: string, attrs?: Record<string, unknown>) =>
  void fresh(island)
    .command(({ tr }) => {
      const made = island.editor.schema.nodes[type]!.create(attrs);
      return !!goOnAt(tr, putBlock(tr, made) + made.nodeSize);
    })
    .run();

const putTable = (island: Island) =>
  void fresh(island)
    .command(({ tr }) => {
      const at = putBlock(tr, createTable(island.editor.schema, 3, 3, true));
      return !!tr.setSelection(Selection.near(tr.doc.resolve(at))).scrollIntoView();
    })
    .run();

/** Picked whole: what is typed takes the place of the example. */
const putDiagram = (island: Island) =>
  void fresh(island)
    .command(({ tr }) => {
      const { schema } = island.editor;
      const at = putBlock(tr, schema.nodes.codeBlock!.create({ language: "mermaid" }, schema.text(EXAMPLE)));
      return !!tr.setSelection(TextSelection.create(tr.doc, at + 1, at + 1 + EXAMPLE.length)).scrollIntoView();
    })
    .run();

const EXAMPLE = "flowchart LR\n  Idea --> Draft --> Page";

const headings: Block[] = ([1, 2, 3] as const).map((level) => ({
  title: `Heading ${level}`,
  hint: "#".repeat(level),
  group: "Text",
  icon: `heading-${level}`,
  words: `h${level} title head section`,
  run: (island) => void plain(island).setHeading({ level }).run(),
  turns: (editor) => editor.isActive("heading", { level }),
}));

const names: Record<(typeof CALLOUTS)[number], string> = { note: "Note", tip: "Tip", important: "Important", warning: "Warning", caution: "Caution" };

const meanings: Record<(typeof CALLOUTS)[number], string> = { note: "info", tip: "hint", important: "", warning: "alert", caution: "danger" };

const callouts: Block[] = CALLOUTS.map((kind) => ({
  title: names[kind],
  hint: `[!${kind}]`,
  group: "Blocks",
  icon: kind === "note" || kind === "tip" ? "info" : "triangle-alert",
  words: `callout aside box ${meanings[kind]}`,
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

/** While something was asked, the editor may have gone, or the right to write. */
const mayPut = ({ editor }: Island): boolean => !editor.isDestroyed && editor.isEditable;

async function embed(island: Island): Promise<void> {
  const src = await ask(island, caretRect(island.editor), {
    label: "Address of what is shown",
    placeholder: "https://",
    hint: "YouTube, Vimeo, Figma or Loom. Others become a link.",
    done: "Add",
    against: (answer) => (safeAddress(answer) ? null : "That is no address."),
  });
  const address = src && safeAddress(src);
  if (!address || !mayPut(island)) return;
  if (embedOf(address)) put(island, "embed", { src: address });
  else chain(island).insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run();
}

async function formula(island: Island): Promise<void> {
  const latex = await ask(island, caretRect(island.editor), { label: "Formula in LaTeX", placeholder: "e^{i\\pi} + 1 = 0", done: "Add" });
  if (latex && mayPut(island)) chain(island).insertContent({ type: "mathInline", attrs: { latex } }).run();
}

/** Opens the list that the sign opens when it is typed. */
const sign = (text: string) => (island: Island) => {
  const { $from } = island.editor.state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, " ", " ");
  chain(island).insertContent(before === "" || before.endsWith(" ") ? text : ` ${text}`).run();
};

export const BLOCKS: Block[] = [
  { title: "Text", hint: "", group: "Text", icon: "pilcrow", words: "paragraph plain words", run: (island) => void plain(island).setParagraph().run(), turns: (editor) => editor.isActive("paragraph") && editor.state.selection.$from.depth === 1 },
  ...headings,
  { title: "Bulleted list", hint: "-", group: "Lists", icon: "list", words: "unordered ul points", run: (island) => void plain(island).toggleBulletList().run(), turns: (editor) => editor.isActive("bulletList") },
  { title: "Numbered list", hint: "1.", group: "Lists", icon: "list-ordered", words: "ordered ol", run: (island) => void plain(island).toggleOrderedList().run(), turns: (editor) => editor.isActive("orderedList") },
  { title: "Task list", hint: "[]", group: "Lists", icon: "list-todo", words: "todo to-do check checkbox checklist", run: (island) => void plain(island).toggleTaskList().run(), turns: (editor) => editor.isActive("taskList") },
  { title: "Quote", hint: ">", group: "Blocks", icon: "text-quote", words: "blockquote cite citation", run: (island) => void plain(island).setBlockquote().run(), turns: (editor) => editor.isActive("blockquote") },
  { title: "Code", hint: "```", group: "Blocks", icon: "square-code", words: "source pre snippet block", run: (island) => void plain(island).setCodeBlock().run(), turns: (editor) => editor.isActive("codeBlock") },
  ...callouts,
  { title: "Table", hint: "", group: "Blocks", icon: "table-2", words: "grid rows columns spreadsheet", run: putTable },
  { title: "Divider", hint: "---", group: "Blocks", icon: "minus", words: "rule line hr horizontal separator", run: (island) => put(island, "horizontalRule") },
  { title: "Formula", hint: "$$", group: "Blocks", icon: "sigma", words: "math maths latex tex equation block", run: (island) => void plain(island).setNode("mathBlock").run() },
  { title: "Formula in the line", hint: "$..$", group: "Blocks", icon: "function-square", words: "math maths latex tex inline equation", run: (island) => void formula(island) },
  { title: "Diagram", hint: "", group: "Blocks", icon: "workflow", words: "mermaid flow flowchart chart graph sequence uml gantt", run: putDiagram },
  { title: "Picture", hint: "", group: "Media", icon: "image", words: "image img photo upload screenshot", run: (island) => pick(island, "image/*") },
  { title: "File", hint: "", group: "Media", icon: "file", words: "attachment upload document pdf", run: (island) => pick(island) },
  { title: "Embed", hint: "", group: "Media", icon: "monitor-play", words: "video film movie youtube vimeo figma loom", run: (island) => void embed(island) },
  { title: "Person", hint: "@", group: "Links", icon: "user", words: "mention user people member name", run: sign("@") },
  { title: "Link to a page", hint: "[[", group: "Links", icon: "link", words: "wiki mention", run: sign("[[") },
  { title: "Link to a task", hint: "#", group: "Links", icon: "square-kanban", words: "issue card ticket mention", run: sign("#") },
];

/** What a block can become. */
export const TURNS = BLOCKS.filter((block) => block.turns);
export const current = (editor: Editor): Block | undefined => [...TURNS].reverse().find((block) => block.turns?.(editor));

export function found(words: string): Block[] {
  const wanted = words.toLowerCase();
  const parts = wanted.split(" ");
  const rank = ({ title, words = "" }: Block) => {
    const name = title.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    const all = `${name} ${words}`.split(" ");
    return parts.every((part) => all.some((word) => word.startsWith(part))) ? 2 : 9;
  };
  const ranked = BLOCKS.map((block) => ({ block, rank: rank(block) })).filter(({ rank }) => rank < 9);
  return (wanted ? ranked.sort((one, other) => one.rank - other.rank) : ranked).map(({ block }) => block);
}
