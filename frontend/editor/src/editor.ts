// The editor of a page: opens the document, shows it where it was read, and takes itself away again.

import { Editor, Extension } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Placeholder } from "@tiptap/extensions";
import { DOMSerializer } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";
import { place } from "./address";
import { below } from "./below";
import { carets, present } from "./carets";
import { h, sheet } from "./dom";
import { files } from "./files";
import { type Island, announcer } from "./island";
import { keys } from "./keys";
import { type Ending, Session, type Settings } from "./live/session";
import { isHeld } from "./live/unbuildable";
import { clearNotice, endNotice, notice, offerCopies, withdrawOffers } from "./notice";
import { anchorsOf, outline, wordsOf } from "./outline";
import { read as readNames } from "./names";
import { type PageData, ROOT, mayComment, mayWrite, tell } from "./page";
import { paste } from "./paste";
import { extensions, schema } from "./schema";
import { bubble } from "./ui/bubble";
import { drag } from "./ui/drag";
import { handle } from "./ui/handle";
import { picked } from "./ui/picked";
import { picker } from "./ui/picker";
import { tableMenu } from "./ui/table";
import { touchBar } from "./ui/touch";

export { locate } from "./locate";

declare const EDITOR_CSS: string;

/** How long a page may take to come before somebody is told so. */
const PATIENCE = 12_000;
/** After the last key. */
const PAUSE = 300;

/** Who speaks for a page: one that was left and waits for its words to arrive does not, once there is another. */
const newest = new WeakMap<HTMLElement, Session>();

/** Mounts the editor. What is returned takes it away; nothing is when it could not be mounted, which the page then says. */
export async function mount(article: HTMLElement, data: PageData, gone: () => void = () => {}, settings: Settings = {}): Promise<(() => void) | null> {
  place.workspace = data.workspace;
  if (!mayComment(data.level)) return null;
  clearNotice(article);
  let island: Island | null = null;
  let end = () => session.destroy();

  const session = new Session(data, schema, {
    saved: (state) => {
      if (newest.get(article) === session) tell(article, "save-state", state);
    },
    level: (level) => {
      island?.editor.setEditable(session.writable);
      island?.announce(mayWrite(level) ? "You may edit this page." : "You may not edit this page any more.");
      tell(article, "level", level);
    },
    ending: () => island?.editor.setEditable(false),
    ended: (why: Ending, copy: boolean) => {
      end();
      endNotice(article, why, copy);
      if (why === "forbidden") withdrawOffers(data);
      if (copy) void offerCopies(article, data);
    },
  }, settings);
  newest.set(article, session);

  const styled = sheet(EDITOR_CSS);
  await session.takeOver();
  await session.start();
  const [there] = await Promise.all([inTime(session.ready), styled]);
  if (!there) {
    session.destroy();
    if (!isHeld(session.doc)) notice(article, "The server cannot be reached, and this page is not on this device. Try again.");
    gone();
    return null;
  }
  void offerCopies(article, data);
  try {
    island = show(article, data, session);
  } catch (error) {
    // What is half made would take keys.
    session.destroy();
    article.querySelector(":scope > .editor")?.remove();
    article.classList.remove("editing");
    throw error;
  }
  const made = island;
  end = () => {
    end = () => {};
    island = null;
    const wasHere = document.activeElement?.closest(".editor, .editor-float") && article.isConnected;
    made.cleanup.splice(0).forEach((clean) => clean());
    putBack(made);
    made.editor.destroy();
    session.leave();
    made.root.remove();
    article.classList.remove("editing");
    tell(article, "people", []);
    tell(article, "editing", false);
    if (wasHere) goBack(article);
    gone();
  };
  made.leave = () => end();
  // Found while the text was being built.
  if (isHeld(session.doc)) {
    end();
    return null;
  }
  tell(article, "editing", true);
  return () => end();
}

async function inTime(ready: Promise<boolean>): Promise<boolean> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<boolean>((resolve) => (late = setTimeout(() => resolve(false), PATIENCE)));
  return await Promise.race([ready, patience]).finally(() => clearTimeout(late));
}

function show(article: HTMLElement, data: PageData, session: Session): Island {
  const root = h("div", { class: "editor" });
  const island = {
    article, root, data, session,
    level: () => session.level,
    announce: announcer(root),
    leave: () => {},
    cleanup: [],
  } as unknown as Island;
  const here = () => island;
  const body = article.querySelector<HTMLElement>(".prose-body");
  const scrolled = scrollPlace(body);
  readNames(article);
  article.append(root);
  article.classList.add("editing");
  for (const heading of body?.querySelectorAll("[id]") ?? []) heading.removeAttribute("id");

  island.editor = new Editor({
    element: root,
    injectCSS: false,
    editable: session.writable,
    extensions: [
      ...extensions,
      Collaboration.configure({ document: session.doc, field: ROOT }),
      carets(session.awareness),
      Placeholder.configure({
        placeholder: ({ node, editor }) =>
          node.type.name === "heading" ? `Heading ${node.attrs.level}` : editor.isEmpty ? "Write, or press / for blocks" : node.type.name === "paragraph" ? "Press / for blocks" : "",
      }),
      picker(here), keys(here), files(here), picked, paste, outline, below, marksForMissing,
    ],
    editorProps: {
      attributes: { class: "prose-edit", role: "textbox", "aria-multiline": "true", "aria-label": "Text of the page", spellcheck: "true" },
    },
  });
  bubble(island);
  handle(island);
  drag(island);
  tableMenu(island);
  if (matchMedia("(pointer: coarse)").matches) touchBar(island);
  tellThePage(island);
  island.editor.commands.focus(scrolled(island.editor), { scrollIntoView: false });
  return island;
}

/** Keys for marks that the extensions give none. */
const marksForMissing = Extension.create({
  name: "keysOfMarks",
  addKeyboardShortcuts() {
    return { "Mod-Shift-h": () => this.editor.commands.toggleMark("highlight"), "Mod-Shift-s": () => this.editor.commands.toggleMark("strike") };
  },
});

/** Where somebody was reading, so that the caret comes to the words that are in view. */
function scrollPlace(body: HTMLElement | null): (editor: Editor) => number | "start" {
  const blocks = [...(body?.children ?? [])];
  const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 80);
  return (editor) => {
    const { doc } = editor.state;
    let place = 0;
    for (let index = 0; index < at && at < doc.childCount; index += 1) place += doc.child(index).nodeSize;
    const $place = doc.resolve(place);
    return (Selection.findFrom($place, 1, true) ?? Selection.findFrom($place, -1, true))?.from ?? "start";
  };
}

function tellThePage({ editor, article, session, cleanup }: Island): void {
  let due: ReturnType<typeof setTimeout> | undefined;
  let said = "";
  const say = () => {
    due = undefined;
    const headings = anchorsOf(editor.state).map(({ level, text, id }) => ({ level, text, id }));
    const words = JSON.stringify(headings);
    if (words !== said) tell(article, "outline", headings);
    said = words;
    tell(article, "words", wordsOf(editor.state.doc));
  };
  const people = () => tell(article, "people", present(session.awareness));
  editor.on("update", () => (due ??= setTimeout(say, PAUSE)));
  session.awareness.on("change", people);
  cleanup.push(() => {
    clearTimeout(due);
    session.awareness.off("change", people);
  });
  say();
  people();
}

/** The keys act on what is seen: the button that began it, or the text. */
function goBack(article: HTMLElement): void {
  const button = document.querySelector<HTMLElement>("[data-edit-page]");
  button?.focus({ preventScroll: true });
  if (button && document.activeElement === button) return;
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
}

/** What is read from now on is what was written, until the page is loaded again. */
function putBack({ article, editor, session }: Island): void {
  const body = article.querySelector<HTMLElement>(".prose-body");
  if (!body || isHeld(session.doc)) return;
  const { state } = editor;
  const written = DOMSerializer.fromSchema(state.schema).serializeFragment(state.doc.content) as DocumentFragment;
  const ids = anchorsOf(state);
  written.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((heading, number) => (heading.id = ids[number]?.id ?? ""));
  written.querySelectorAll<HTMLInputElement>("input").forEach((box) => (box.disabled = true));
  written.querySelectorAll("table").forEach((table) => {
    const frame = h("div", { class: "table-scroll" });
    table.replaceWith(frame);
    frame.append(table);
  });
  body.replaceChildren(written);
}
