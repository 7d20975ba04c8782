// What can be done with selected words: for the bubble and the toolbar.

import { absolutePositionToRelativePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import { relativePositionToJSON } from "yjs";
import { pageAt } from "../address";
import { safeAddress } from "../dom";
import type { Island } from "../island";
import { tell } from "../page";
import { nameLink } from "../paste";
import { ask } from "./field";
import type { IconName } from "./icons";
import { rectOf } from "./rects";

export interface Marking {
  name: string;
  title: string;
  keys: string;
  icon: IconName;
}

export const MARKS: Marking[] = [
  { name: "bold", title: "Bold", keys: "Mod+B", icon: "bold" },
  { name: "italic", title: "Italic", keys: "Mod+I", icon: "italic" },
  { name: "underline", title: "Underline", keys: "Mod+U", icon: "underline" },
  { name: "strike", title: "Strike through", keys: "Mod+Shift+S", icon: "strikethrough" },
  { name: "code", title: "Code", keys: "Mod+E", icon: "code" },
  { name: "highlight", title: "Highlight", keys: "Mod+Shift+H", icon: "highlighter" },
];

export async function editLink(island: Island): Promise<void> {
  const { editor } = island;
  const here = editor.isActive("link");
  if (here) editor.commands.extendMarkRange("link");
  const asked = editor.state.selection;
  const href = editor.getAttributes("link").href as string | undefined;
  const answer = await ask(island, rectOf(editor, asked.from, asked.to), {
    label: "Address of the link",
    value: href ?? "",
    placeholder: "https://",
    done: here ? "Change" : "Link",
    other: here ? "Remove the link" : undefined,
    against: (answer) => (safeAddress(answer) ? null : "That is no address that a page may link to."),
  });
  if (answer === null || editor.isDestroyed || !editor.isEditable) return;
  // While it was asked, others may have written: the selection has gone along with its words.
  const { empty } = editor.state.selection;
  const chain = editor.chain().focus();
  if (answer === "") return void chain.unsetMark("link").run();
  const address = safeAddress(answer);
  if (!address) return;
  if (!empty) return void chain.setMark("link", { href: address }).run();
  // With no words of its own, a link to a page has those of its title.
  const page = pageAt(address);
  if (page) void nameLink(editor.view, answer, page.number);
  chain.insertContent({ type: "text", text: answer, marks: [{ type: "link", attrs: { href: address } }] }).run();
}

/** Asks the page to begin a thread about the selected words; the server sets the mark. */
export function comment({ editor, article }: Island): void {
  const { from, to } = editor.state.selection;
  const { type, binding } = ySyncPluginKey.getState(editor.state);
  const at = (place: number) => relativePositionToJSON(absolutePositionToRelativePosition(place, type, binding.mapping));
  tell(article, "comment", { from: at(from), to: at(to), quote: editor.state.doc.textBetween(from, to, " ", " ").slice(0, 500) });
}
