// Pictures and files on their way into a page: sent as tasks send theirs (tus 1.0), in parts that a cut line resumes.
// Where one will stand a place is held, in nobody's document; the node comes when the file is there.

import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { h } from "./dom";
import type { Island } from "./island";
import { noticeToo } from "./notice";
import { apiOf, type PageData } from "./page";
import { isShared, keepGap } from "./place";
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

interface Arriving {
  id: object;
  dom: HTMLElement;
  at: number;
  /** Where that is once others have written. */
  find: (doc: Node) => number;
}

interface Held {
  arriving: Arriving[];
  shown: DecorationSet;
}

const key = new PluginKey<Held>("arriving");
type Change = { add: Arriving } | { remove: object };

const held = (doc: Node, arriving: Arriving[]): Held => ({
  arriving,
  shown: DecorationSet.create(doc, arriving.map(({ id, dom, at }) => Decoration.widget(at, dom, { id, side: 1 }))),
});

/** Holds the places, and takes what is pasted or dropped. */
export const files = (island: () => Island) =>
  Extension.create({
    name: "files",
    addProseMirrorPlugins: () => [
      new Plugin<Held>({
        key,
        state: {
          init: (_, { doc }) => held(doc, []),
          apply(tr, now) {
            const change = tr.getMeta(key) as Change | undefined;
            if (!change && (!tr.docChanged || now.arriving.length === 0)) return now;
            const moved = now.arriving.map((one) => ({ ...one, at: isShared(tr) ? one.find(tr.doc) : blockEnd(tr.doc, tr.mapping.map(one.at)) }));
            if (!change) return held(tr.doc, moved);
            return held(tr.doc, "add" in change ? [...moved, change.add] : moved.filter(({ id }) => id !== change.remove));
          },
        },
        // What was written here is in the shared document by now, and may have moved a place against the blocks beside it.
        view: () => ({
          update: ({ state }, { doc }) => {
            if (state.doc !== doc) for (const one of key.getState(state)?.arriving ?? []) one.find = keepGap(state, one.at);
          },
        }),
        props: {
          decorations: (state) => key.getState(state)?.shown,
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
  const { editor, article, data, announce } = island;
  if (!editor.isEditable) return;
  const id = {};
  const bar = h("progress", { max: 1, value: 0, "aria-label": `Uploading ${file.name}` });
  const words = h("span", {}, file.name || "Picture");
  const dom = h("div", { class: "arriving", contenteditable: "false" }, words, bar);
  const at = blockEnd(editor.state.doc, given ?? editor.state.selection.from);
  const change = (what: Change) => !editor.isDestroyed && editor.view.dispatch(editor.state.tr.setMeta(key, what));
  const gone = () => change({ remove: id });
  change({ add: { id, dom, at, find: keepGap(editor.state, at) } });
  try {
    const { src, name, size, picture } = await upload(data, file, (share) => (bar.value = share));
    if (editor.isDestroyed) throw new Refused("You had stopped editing before it arrived.");
    if (!editor.isEditable) throw new Refused("You may not edit this page any more.");
    const place = key.getState(editor.state)?.arriving.find((one) => one.id === id)?.at ?? blockEnd(editor.state.doc, editor.state.selection.from);
    gone();
    const node = picture ? { type: "image", attrs: { src, alt: name.replace(/\.\w+$/, "") } } : { type: "file", attrs: { src, name, size } };
    put(island, place, node);
    announce(`${name} was added.`);
  } catch (error) {
    const reason = error instanceof Error && error.name !== "TypeError" ? error.message : "The server cannot be reached.";
    const sentence = `${file.name || "The picture"} was not added. ${reason}`;
    // Why editing ended is said there too, and comes first.
    const tell = () => queueMicrotask(() => noticeToo(article, sentence));
    if (editor.isDestroyed) return tell();
    // Where it is about to end, what is said within the text goes with it.
    if (!editor.isEditable) editor.on("destroy", () => dom.isConnected && tell());
    const away = h("button", { class: "button quiet small", type: "button" }, "Close");
    away.addEventListener("click", gone);
    dom.classList.add("refused");
    dom.replaceChildren(h("span", { role: "alert" }, sentence), away);
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

/** After the block that this is in. */
function blockEnd(doc: Node, at: number): number {
  const $at = doc.resolve(Math.min(at, doc.content.size));
  return $at.depth === 0 ? $at.pos : $at.after(1);
}
