// Pictures and files on their way into a page: sent as tasks send theirs (tus 1.0), in parts that a cut line resumes.
// Where one will stand a place is held, in nobody's document; the node comes when the file is there.

import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { h } from "./dom";
import type { Island } from "./island";
import { apiOf, type PageData } from "./page";
import { goOnAt } from "./put";

/** What the server stores at once. */
const PIECE = 4 * 1024 * 1024;
const TRIES = 5;

export interface Uploaded {
  src: string;
  name: string;
  size: number;
  picture: boolean;
}

/** Sends a file and says where it is. Throws a sentence. */
export async function upload(data: PageData, file: File, progress: (share: number) => void = () => {}): Promise<Uploaded> {
  const begun = await ask("POST", `${apiOf(data)}/pages/${data.page}/uploads`, {
    "Upload-Length": String(file.size),
    "Upload-Metadata": `filename ${base64(file.name || "picture.png")}`,
  });
  const place = begun.headers.get("Location");
  if (!place) throw new Error("The server did not take this file.");
  // What has arrived has the id of its upload.
  const src = new URL(place, location.href).pathname.replace(/\/uploads\/(?=[^/]+$)/, "/attachments/");
  let at = 0;
  let tries = 0;
  do {
    try {
      const piece = file.slice(at, at + PIECE);
      const answer = await ask("PATCH", place, { "Upload-Offset": String(at), "Content-Type": "application/offset+octet-stream" }, piece);
      at = Number(answer.headers.get("Upload-Offset") ?? at + piece.size);
      tries = 0;
    } catch (error) {
      tries += 1;
      if (error instanceof Refused || tries > TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
      const far = await fetch(place, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => null);
      if (far?.ok) at = Number(far.headers.get("Upload-Offset") ?? at);
      // It had all arrived, and the answer was lost.
      else if (far?.status === 404 && (await fetch(src, { method: "HEAD" }).catch(() => null))?.ok) at = file.size;
    }
    progress(file.size ? at / file.size : 1);
  } while (at < file.size);
  const picture = /^image\/(?:png|jpe?g|gif|webp)$/.test(file.type);
  return { src, name: file.name || "picture.png", size: file.size, picture };
}

class Refused extends Error {}

async function ask(method: string, address: string, headers: Record<string, string>, body?: Blob): Promise<Response> {
  const answer = await fetch(address, { method, headers: { "Tus-Resumable": "1.0.0", ...headers }, body });
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => null)) as { detail?: string } | null;
  const sentence = problem?.detail ?? "The server did not take this file.";
  throw answer.status === 429 || answer.status >= 500 ? new Error(sentence) : new Refused(sentence);
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const key = new PluginKey<DecorationSet>("arriving");
type Change = { add: number; id: object; dom: HTMLElement } | { remove: object };

/** Holds the places, and takes what is pasted or dropped. */
export const files = (island: () => Island) =>
  Extension.create({
    name: "files",
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, set) {
            const now = set.map(tr.mapping, tr.doc);
            const change = tr.getMeta(key) as Change | undefined;
            if (!change) return now;
            if ("add" in change) return now.add(tr.doc, [Decoration.widget(change.add, change.dom, { id: change.id, side: 1 })]);
            return now.remove(now.find(undefined, undefined, ({ id }) => id === change.remove));
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handlePaste: (_, event) => {
            const given = [...(event.clipboardData?.files ?? [])];
            // A table copied from a spreadsheet brings a picture of itself along.
            if (given.length === 0 || event.clipboardData?.types.includes("text/html")) return false;
            attach(island(), given);
            return true;
          },
          handleDrop: (view, event, _, moved) => {
            const given = [...(event.dataTransfer?.files ?? [])];
            if (moved || given.length === 0) return false;
            event.preventDefault();
            attach(island(), given, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
            return true;
          },
        },
      }),
    ],
  });

export function attach(island: Island, given: File[], at?: number): void {
  for (const file of given) void one(island, file, at);
}

async function one(island: Island, file: File, given?: number): Promise<void> {
  const { editor, data, announce } = island;
  if (!editor.isEditable) return;
  const id = {};
  const bar = h("progress", { max: 1, value: 0, "aria-label": `Uploading ${file.name}` });
  const words = h("span", {}, file.name || "Picture");
  const dom = h("div", { class: "arriving", contenteditable: "false" }, words, bar);
  const at = blockEnd(island, given ?? editor.state.selection.from);
  editor.view.dispatch(editor.state.tr.setMeta(key, { add: at, id, dom }));
  const gone = () => !editor.isDestroyed && editor.view.dispatch(editor.state.tr.setMeta(key, { remove: id }));
  try {
    const { src, name, size, picture } = await upload(data, file, (share) => (bar.value = share));
    const place = editor.isDestroyed ? undefined : key.getState(editor.state)?.find(undefined, undefined, (spec) => spec.id === id)[0]?.from;
    gone();
    if (place === undefined || !editor.isEditable) return;
    const node = picture ? { type: "image", attrs: { src, alt: name.replace(/\.\w+$/, "") } } : { type: "file", attrs: { src, name, size } };
    put(island, place, node);
    announce(`${name} was added.`);
  } catch (error) {
    const sentence = error instanceof Error && error.name !== "TypeError" ? error.message : "The server cannot be reached.";
    const away = h("button", { class: "button quiet small", type: "button" }, "Close");
    away.addEventListener("click", gone);
    dom.classList.add("refused");
    dom.replaceChildren(h("span", { role: "alert" }, `${file.name || "The picture"} was not added. ${sentence}`), away);
  }
}

/** In the place of an empty block that the caret is in before it, and with a line below it for whoever goes on writing. */
function put({ editor }: Island, place: number, node: { type: string; attrs: object }): void {
  const { selection, schema, tr } = editor.state;
  const made = schema.nodeFromJSON(node);
  const isEmpty = selection.empty && selection.$from.depth === 1 && selection.$from.parent.content.size === 0 && selection.$from.after() === place;
  const from = isEmpty ? selection.$from.before() : place;
  tr.replaceWith(from, place, made);
  if (isEmpty) goOnAt(tr, from + made.nodeSize);
  editor.view.dispatch(tr);
}

/** After the block, or in place of an empty one. */
function blockEnd({ editor }: Island, at: number): number {
  const $at = editor.state.doc.resolve(Math.min(at, editor.state.doc.content.size));
  return $at.depth === 0 ? at : $at.after(1);
}
