// One question in a small form beside what it is about: an address, a formula, what a picture shows.

import { h, place } from "../dom";
import { type Island, float } from "../island";
import { icon } from "./icons";

export interface Question {
  label: string;
  value?: string;
  placeholder?: string;
  hint?: string;
  /** What the button says. */
  done: string;
  /** Another way out, such as taking the link away. */
  other?: string;
  /** Why an answer cannot be taken. */
  against?: (answer: string) => string | null;
}

/** The answer; "" by the other way out; nothing when somebody thought better of it. */
export function ask(island: Island, anchor: DOMRect, question: Question): Promise<string | null> {
  return new Promise((resolve) => {
    const id = `editor-field-${Math.random().toString(36).slice(2)}`;
    const input = h("input", { id, value: question.value ?? "", placeholder: question.placeholder, autocomplete: "off", spellcheck: "false" });
    const note = h("p", { class: "hint", role: "alert" }, question.hint ?? "");
    const close = h("button", { class: "button quiet small icon-only", type: "button", "aria-label": "Close" });
    close.append(icon("x"));
    const other = question.other ? h("button", { class: "button quiet small", type: "button" }, question.other) : null;
    const form = h(
      "form",
      { class: "editor-field", role: "dialog", "aria-label": question.label },
      h("label", { for: id }, question.label),
      h("div", { class: "row" }, input, h("button", { class: "button primary small", type: "submit" }, question.done), other, close),
      note,
    );
    const end = (answer: string | null) => {
      form.remove();
      document.removeEventListener("pointerdown", away, true);
      resolve(answer);
      if (!island.editor.isDestroyed) island.editor.commands.focus(undefined, { scrollIntoView: false });
    };
    const away = ({ target }: Event) => {
      if (!form.contains(target as Node)) end(null);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = input.value.trim();
      const against = question.against?.(answer) ?? null;
      if (against === null) return end(answer);
      note.textContent = against;
      input.setAttribute("aria-invalid", "true");
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end(null);
    });
    close.addEventListener("click", () => end(null));
    other?.addEventListener("click", () => end(""));
    document.addEventListener("pointerdown", away, true);
    island.cleanup.push(() => form.remove());
    float(form);
    place(form, anchor);
    input.focus();
    input.select();
  });
}
