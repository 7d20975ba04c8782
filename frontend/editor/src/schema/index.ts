// The schema: the same nodes and marks as src/wiki/document/schema.json, which a test compares. The server reads what
// is written with it; what is not in it locks a page.

import { type Extensions, getSchema } from "@tiptap/core";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { TableRow } from "@tiptap/extension-table";
import { Highlight } from "@tiptap/extension-highlight";
import { StarterKit } from "@tiptap/starter-kit";
import { Callout, Embed, File, MathBlock, MathInline } from "./blocks";
import { Code } from "./code";
import { Image } from "./image";
import { Comment, Link, Mention, PageLink, TaskLink } from "./links";
import { Table, TableCell, TableHeader } from "./table";

export const extensions: Extensions = [
  StarterKit.configure({
    codeBlock: false,
    // Editors of one page undo their own edits; and what follows the last block by itself would be an edit at opening.
    undoRedo: false,
    trailingNode: false,
    link: false,
    heading: { levels: [1, 2, 3, 4, 5, 6] },
    dropcursor: { width: 3, color: false, class: "drop-place" },
  }),
  Highlight,
  TaskList.extend({ parseHTML: () => [{ tag: "ul.task-list", priority: 51 }, { tag: 'ul[data-type="taskList"]', priority: 51 }] })
    .configure({ HTMLAttributes: { class: "task-list" } }),
  TaskItem.extend({
    addAttributes: () => ({
      checked: {
        default: false,
        keepOnSplit: false,
        parseHTML: (element: HTMLElement) =>
          element.dataset.checked === "true" || (element.querySelector<HTMLInputElement>(":scope > label > input")?.hasAttribute("checked") ?? false),
        renderHTML: ({ checked }: Record<string, unknown>) => ({ "data-checked": String(checked) }),
      },
    }),
    parseHTML: () => [
      { tag: "ul.task-list > li", priority: 52, contentElement: (element) => element.querySelector<HTMLElement>(":scope > div") ?? element as HTMLElement },
      { tag: 'li[data-type="taskItem"]', priority: 51, contentElement: (element) => element.querySelector<HTMLElement>(":scope > div") ?? element as HTMLElement },
    ],
  }).configure({ nested: true, a11y: { checkboxLabel: (node) => node.firstChild?.textContent || "Empty item" } }),
  Table,
  TableRow,
  TableHeader,
  TableCell,
  Code,
  Callout,
  Image,
  File,
  Embed,
  MathBlock,
  MathInline,
  Mention,
  PageLink,
  TaskLink,
  Link,
  Comment,
];

export const schema = getSchema(extensions);
