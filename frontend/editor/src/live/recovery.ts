// What somebody wrote into a page that was meanwhile rewritten as a whole, or that the server refused: it cannot be
// merged, and it is not thrown away. It is kept as text until its writer has taken it or lets it go.

import * as Y from "yjs";
import { nameOf } from "../names";
import { type PageData, ROOT } from "../page";
import { Database, named, remove, wanted } from "./database";
import { folderOf } from "./marks";
import { kept } from "./store";

export interface Copy {
  key: [page: string, at: number, writer: number];
  at: number;
  text: string;
  /** The whole document, for whoever wants more than its text. */
  update: Uint8Array;
}

const database = (data: PageData): Database => new Database(`atrium/${data.person.id}/recovery`, { copies: {} });

export async function keepCopy(data: PageData, doc: Y.Doc): Promise<Copy> {
  const at = Date.now();
  const copy: Copy = { key: [data.page, at, doc.clientID], at, text: textOf(doc.getXmlFragment(ROOT)), update: Y.encodeStateAsUpdate(doc) };
  await database(data).run((store) => wanted(store("copies").put(copy, copy.key)));
  return copy;
}

/** The oldest first. */
export async function copiesOf(data: PageData): Promise<Copy[]> {
  const all = IDBKeyRange.bound([data.page], [data.page, []]);
  return await database(data).run((store) => wanted<Copy[]>(store("copies").getAll(all)));
}

export async function letGo(data: PageData, { key }: Copy): Promise<void> {
  await database(data).run((store) => wanted(store("copies").delete(key)));
}

/** Local copies of other epochs: what never arrived of them becomes a copy to recover. */
export async function leaveOtherEpochs(data: PageData, epoch: number): Promise<void> {
  const folder = folderOf(data);
  for (const name of await named(folder)) {
    if (name === folder + epoch) continue;
    const { doc, unsaved } = await kept(name);
    if (unsaved) await keepCopy(data, doc);
    await remove(name);
  }
}

/** Blocks as lines: plain, and nothing of what was written is left out. */
export function textOf(item: Y.XmlFragment | Y.XmlElement | Y.XmlText, depth = 0): string {
  if (item instanceof Y.XmlText) {
    return (item.toDelta() as { insert: unknown }[]).map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  }
  if (item instanceof Y.XmlElement) {
    const { id, label, latex, src, alt } = item.getAttributes() as Record<string, string | undefined>;
    if (item.nodeName === "hardBreak") return "\n";
    if (item.nodeName === "pageLink" || item.nodeName === "taskLink") return nameOf(item.nodeName === "pageLink" ? "page" : "task", id ?? "");
    if (item.length === 0) return label ?? latex ?? [alt, src].filter(Boolean).join(" ");
  }
  const children = item.toArray() as (Y.XmlElement | Y.XmlText)[];
  const inline = children.some((child) => child instanceof Y.XmlText || /^(?:mention|pageLink|taskLink|mathInline|hardBreak)$/.test(child.nodeName));
  return children.map((child) => textOf(child, depth + 1)).join(inline ? "" : depth > 1 ? "\n" : "\n\n");
}
