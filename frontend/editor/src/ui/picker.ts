// The lists that open while one types: `/` for blocks, `@` for people, `[[` for pages, `#` for tasks, and a task's key
// by itself. The caret stays in the text; the list is named to screen readers as what it controls.

import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { present } from "../carets";
import { h, place } from "../dom";
import { type Hit, find, knownPeople, ownTasks, recentPages } from "../find";
import { type Island, float } from "../island";
import { found } from "./blocks";
import { type IconName, icon } from "./icons";
import { rectOf } from "./rects";

interface Choice {
  title: string;
  detail: string;
  group: string;
  icon: IconName;
  take(from: number, to: number): void;
}

interface Sign {
  name: "block" | "person" | "page" | "task" | "key";
  label: string;
  at: RegExp;
}

const SIGNS: Sign[] = [
  { name: "block", label: "Blocks", at: /(?:^|[\s\uFFFC])(\/((?:[\p{L}\p{N}][\p{L}\p{N}-]{0,19}(?: [\p{L}\p{N}-]{0,12}){0,4})?))$/u },
  { name: "page", label: "Pages", at: /(\[\[([^\]\n]{0,60}))$/ },
  { name: "person", label: "People", at: /(?:^|[\s(\uFFFC])(@([\p{L}\p{N}.'-]{0,30}(?: [\p{L}\p{N}.'-]{0,30})?))$/u },
  { name: "task", label: "Tasks", at: /(?:^|[\s(\uFFFC])(#((?:[\p{L}\p{N}-][\p{L}\p{N} -]{0,60})?))$/u },
  { name: "key", label: "Tasks", at: /(?:^|[\s(\uFFFC])(([A-Z][A-Z0-9]{0,9}-\d{1,6}))$/ },
];

interface Open {
  sign: Sign;
  from: number;
  to: number;
  words: string;
  /** Whether it is more than one word by now. */
  isLong: boolean;
}

/** What is asked for while nothing is typed yet, and there is nothing to show. */
const ASKS = { person: "Type a name.", page: "Type words of its title.", task: "Type its key, or words of its title." };

export const picker = (island: () => Island) =>
  Extension.create({
    name: "picker",
    // Before the keys of lists and code.
    priority: 1100,
    addProseMirrorPlugins: () => [plugin(island)],
  });

function plugin(island: () => Island): Plugin {
  const key = new PluginKey<Open | null>("picker");
  let list: List | null = null;
  let dismissed = -1;
  return new Plugin<Open | null>({
    key,
    state: {
      init: () => null,
      apply(tr, open, _, state) {
        const said = tr.getMeta(key) as null | undefined;
        if (said === null) return null;
        const { selection } = state;
        const typed = tr.docChanged && !tr.getMeta("y-sync$") && !tr.getMeta("paste");
        if (!selection.empty || (!open && !typed)) return null;
        const { $from } = selection;
        if (!$from.parent.isTextblock || $from.parent.type.spec.code || $from.marks().some(({ type }) => type.name === "code")) return null;
        const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 90), $from.parentOffset, "\n", "\uFFFC");
        for (const sign of SIGNS) {
          const match = sign.at.exec(before);
          if (!match) continue;
          const from = $from.pos - match[1]!.length;
          if (from === dismissed) return null;
          return { sign, from, to: $from.pos, words: match[2]!.trim(), isLong: match[2]!.includes(" ") };
        }
        dismissed = -1;
        return null;
      },
    },
    props: {
      handleKeyDown(view, event) {
        if (!list?.isOpen) return false;
        if (event.key === "Escape" && !event.isComposing) {
          dismissed = key.getState(view.state)?.from ?? -1;
          view.dispatch(view.state.tr.setMeta(key, null));
          return true;
        }
        return list.key(event);
      },
      handleDOMEvents: {
        blur: (view) => {
          if (key.getState(view.state)) view.dispatch(view.state.tr.setMeta(key, null));
          return false;
        },
      },
    },
    view: (view) => ({
      update: () => {
        const open = key.getState(view.state) ?? null;
        if (open && view.editable) (list ??= new List(island(), view)).show(open);
        else list?.hide();
      },
      destroy: () => list?.hide(),
    }),
  });
}

class List {
  shown = false;
  /** Whether it was asked for and has not come. */
  private isComing = false;
  private readonly box = h("div", { class: "editor-menu finder", role: "listbox", id: `picker-${Math.random().toString(36).slice(2)}` });
  private choices: Choice[] = [];
  private at = 0;
  private open: Open | null = null;
  private asked?: AbortController;
  private due?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly island: Island,
    private readonly view: EditorView,
  ) {
    // The text keeps the focus.
    this.box.addEventListener("pointerdown", (event) => event.preventDefault());
    island.cleanup.push(() => removeEventListener("scroll", this.beside));
    addEventListener("scroll", this.beside, { passive: true });
  }

  get isOpen(): boolean {
    return this.shown || this.isComing;
  }

  show(open: Open): void {
    if (this.open?.sign === open.sign && this.open.to === open.to && this.open.words === open.words && this.open.from === open.from) return;
    this.open = open;
    this.box.setAttribute("aria-label", open.sign.label);
    // Who writes on behind a word that is no block's name writes a sentence.
    if (open.sign.name === "block") return this.offer(found(open.words).map((block) => this.block(block)), open.isLong ? "" : "Nothing is called that.");
    clearTimeout(this.due);
    this.asked?.abort();
    this.isComing = true;
    this.due = setTimeout(() => void this.look(open), this.shown ? 120 : 0);
  }

  hide(): void {
    clearTimeout(this.due);
    this.asked?.abort();
    this.open = null;
    this.vanish();
  }

  private vanish(): void {
    this.choices = [];
    this.isComing = false;
    this.shown = false;
    this.box.remove();
    for (const name of ["aria-controls", "aria-activedescendant", "aria-expanded", "aria-haspopup"]) this.view.dom.removeAttribute(name);
  }

  key(event: KeyboardEvent): boolean {
    if (!this.shown || event.isComposing || this.choices.length === 0) return false;
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: this.at + 8, PageUp: this.at - 8 }[event.key];
    if (to !== undefined) this.mark((to + this.choices.length) % this.choices.length);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.at);
    else return false;
    return true;
  }

  private block(block: ReturnType<typeof found>[number]): Choice {
    return {
      title: block.title,
      detail: block.hint,
      group: block.group,
      icon: block.icon,
      take: (from, to) => {
        this.island.editor.chain().focus().deleteRange({ from, to }).run();
        block.run(this.island);
      },
    };
  }

  private async look(open: Open): Promise<void> {
    const asked = (this.asked = new AbortController());
    const kind = open.sign.name === "key" ? "task" : open.sign.name;
    let hits: Hit[] = [];
    let failed = false;
    try {
      hits = (await this.hits(kind, open.words, asked.signal)).filter((hit) => hit.kind === kind);
    } catch {
      failed = true;
    }
    if (asked.signal.aborted || this.open !== open) return;
    if (open.sign.name === "key") {
      hits = hits.filter(({ label }) => label.startsWith(`${open.words} `));
      if (hits.length === 0) return this.vanish();
    }
    this.offer(hits.slice(0, 12).map((hit) => this.hit(hit, open.sign.label)), failed ? "The search cannot be reached." : open.words ? "Nothing goes by these words." : kind === "block" ? "" : ASKS[kind]);
  }

  /** Before anything is typed, what is likely: who is here and who else there is, the last pages, one's own tasks. */
  private async hits(kind: string, words: string, signal: AbortSignal): Promise<Hit[]> {
    const { data, session } = this.island;
    if (words !== "") return find(data, words, signal);
    if (kind === "page") return recentPages(data, signal);
    if (kind === "task") return ownTasks(data, signal);
    const here = new Set(present(session.awareness).map(({ id }) => id));
    const people = await knownPeople(data, signal);
    return [...people.filter(({ id }) => here.has(id)), ...people.filter(({ id }) => !here.has(id))];
  }

  private hit(hit: Hit, group: string): Choice {
    const type = { person: "mention", page: "pageLink", task: "taskLink" }[hit.kind];
    return {
      title: hit.label,
      detail: hit.detail,
      group,
      icon: ({ person: "user", page: "file", task: "square-kanban" } as const)[hit.kind],
      take: (from, to) => {
        const attrs = { id: hit.id, label: hit.kind === "person" ? hit.label : "" };
        const content = [{ type, attrs }, { type: "text", text: " " }];
        this.island.editor.chain().focus().insertContentAt({ from, to }, content).run();
      },
    };
  }

  private offer(choices: Choice[], empty = ""): void {
    this.choices = choices;
    this.isComing = false;
    if (choices.length === 0 && !empty) return this.vanish();
    let group = "";
    const rows = choices.flatMap((choice, number) => {
      const row = h("div", { role: "option", id: `${this.box.id}-${number}` }, h("span", {}, choice.title), choice.detail && h("small", {}, choice.detail));
      row.prepend(icon(choice.icon));
      row.addEventListener("pointermove", () => this.at !== number && this.mark(number, false));
      row.addEventListener("click", () => this.take(number));
      const head = choice.group === group ? [] : [h("h3", { role: "presentation" }, choice.group)];
      group = choice.group;
      return [...head, row];
    });
    this.box.replaceChildren(...(rows.length ? rows : [h("p", {}, empty)]));
    if (!this.shown) float(this.box);
    this.shown = true;
    this.view.dom.setAttribute("aria-haspopup", "listbox");
    this.view.dom.setAttribute("aria-controls", this.box.id);
    this.view.dom.setAttribute("aria-expanded", "true");
    this.beside();
    if (choices.length) this.mark(0);
    else {
      this.view.dom.removeAttribute("aria-activedescendant");
      this.island.announce(empty);
    }
  }

  /** Beside the sign, wherever that is scrolled to. */
  private readonly beside = (): void => {
    if (!this.shown || !this.open) return;
    place(this.box, rectOf(this.island.editor, Math.min(this.open.from, this.view.state.doc.content.size)));
  };

  private mark(at: number, scroll = true): void {
    this.at = at;
    const rows = [...this.box.querySelectorAll<HTMLElement>("[role=option]")];
    rows.forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    this.view.dom.setAttribute("aria-activedescendant", rows[at]?.id ?? "");
    if (scroll) rows[at]?.scrollIntoView({ block: "nearest" });
  }

  private take(at: number): void {
    const { open } = this;
    const choice = this.choices[at];
    if (!open || !choice) return;
    this.hide();
    choice.take(open.from, this.view.state.selection.from);
  }
}
