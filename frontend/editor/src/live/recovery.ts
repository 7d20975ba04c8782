// What somebody wrote into a page that was meanwhile rewritten as a whole, or that the server refused: it cannot be
// merged, and it is not thrown away. It is kept as text until its writer has taken it or lets it go.

import * as Y from "yjs";
import { nameOf } from "../names";
import { type PageData, ROOT } from "../page";
import { Database, named, wanted } from "./database";
import { RECOVERY, copiesIn, folderOf, recoveryOf } from "./marks";
import { take } from "./store";

export interface Copy {
  key: [page: string, at: number, writer: number];
  at: number;
  text: string;
  /** The whole document, for whoever wants more than its text. */
  update: Uint8Array;
}

const database = (data: PageData): Database => new Database(recoveryOf(data), RECOVERY);

/** A document as it is now, with what others wrote down of it. */
export function copyOf(data: PageData, doc: Y.Doc, more: Uint8Array[] = []): Copy {
  const all = new Y.Doc();
  for (const update of [Y.encodeStateAsUpdate(doc), ...more]) Y.applyUpdate(all, update);
  const at = Date.now();
  return { key: [data.page, at, doc.clientID], at, text: textOf(all.getXmlFragment(ROOT)), update: Y.encodeStateAsUpdate(all) };
}

export async function writeCopy(data: PageData, copy: Copy): Promise<void> {
  await database(data).run((store) => wanted(store("copies").put(copy, copy.key)));
}

/** Copies that could not be written down, by where they would be, and what is nowhere but here until somebody takes it. */
const unwritten = new Map<Copy, string>();
const untaken = new Set<Copy>();

/** What is nowhere but on this screen is not left without a question. */
const stay = (event: Event): void => {
  if (untaken.size > 0) event.preventDefault();
};

export const isWritten = (copy: Copy): boolean => !unwritten.has(copy);

/** Until it is written down, taken or let go, nobody leaves without a question. */
export function remember(copy: Copy): Copy {
  untaken.add(copy);
  globalThis.addEventListener?.("beforeunload", stay);
  return copy;
}

/** Whether it is nowhere but here. */
export const isUntaken = (copy: Copy): boolean => untaken.has(copy);

/** Somebody has it elsewhere. It is offered all the same. */
export const taken = (copy: Copy): void => void untaken.delete(copy);

export function forget(copy: Copy): void {
  unwritten.delete(copy);
  taken(copy);
}

/** Says whether it is written down. Where it cannot be, it is held in memory, and offered from there. */
export async function keepCopy(data: PageData, copy: Copy): Promise<boolean> {
  remember(copy);
  return await writeCopy(data, copy).then(() => {
    forget(copy);
    return true;
  }, () => {
    unwritten.set(copy, recoveryOf(data));
    return false;
  });
}

/** The oldest first. What could not be written down is tried once more. */
export async function copiesOf(data: PageData): Promise<Copy[]> {
  const untried = heldOf(data).map((copy) => writeCopy(data, copy).then(() => forget(copy), () => {}));
  await Promise.all(untried);
  const written = await read(data).catch(() => []);
  return [...written, ...heldOf(data)];
}

/** Of this person alone: somebody else may have signed in since. */
const heldOf = (data: PageData): Copy[] =>
  [...unwritten].filter(([{ key: [page] }, of]) => page === data.page && of === recoveryOf(data)).map(([copy]) => copy);

/** Looking for copies makes no place for them, so that pages to read need not look into one. */
async function hasPlace(data: PageData): Promise<boolean> {
  const name = recoveryOf(data);
  return !("databases" in indexedDB) || (await named(name)).includes(name);
}

async function read(data: PageData): Promise<Copy[]> {
  if (!(await hasPlace(data))) return [];
  return await database(data).run((store) => wanted<Copy[]>(store("copies").getAll(copiesIn(data))));
}

export async function letGo(data: PageData, copy: Copy): Promise<void> {
  const wasWritten = isWritten(copy);
  forget(copy);
  if (wasWritten) await database(data).run((store) => wanted(store("copies").delete(copy.key)));
}

/** Each of them is of the whole page, which its reader may not see any more. */
export async function purgeCopies(data: PageData): Promise<void> {
  heldOf(data).forEach(forget);
  if (await hasPlace(data)) await database(data).run((store) => wanted(store("copies").delete(copiesIn(data))));
}

/**
 * Local copies of earlier epochs: what never arrived of them becomes a copy to recover. The server only counts up: one of
 * a later epoch is of a page that was kept on this device for a while, and can still be sent.
 */
export const leaveEarlier = (data: PageData, epoch = data.epoch): Promise<void> => leaveEpochs(data, (one) => one < epoch);

/** Epochs whose copy cannot be read keep it, and the others go. */
export async function leaveEpochs(data: PageData, chosen: (epoch: number) => boolean = () => true): Promise<void> {
  const folder = folderOf(data);
  for (const name of await named(folder)) {
    if (!chosen(Number(name.slice(folder.length)))) continue;
    await take(name, (updates) => writeCopy(data, copyOf(data, new Y.Doc(), updates))).catch(() => {});
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
