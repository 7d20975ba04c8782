// A menu of things to do, by pointer or by keys.

import { h, place } from "../dom";
import { type Island, float } from "../island";
import { type IconName, icon } from "./icons";

export interface Item {
  title: string;
  icon?: IconName;
  keys?: string;
  danger?: boolean;
  chosen?: boolean;
  run: () => void;
}

/** Groups of items, with their heads. */
export type Groups = [string, Item[]][];

/** Opens it; closed again, the caret is where it was. */
export function openMenu(island: Island, label: string, anchor: DOMRect, groups: Groups, from?: HTMLElement): void {
  const buttons: HTMLButtonElement[] = [];
  const menu = h("div", { class: "editor-menu", role: "menu", "aria-label": label });
  const close = (focus = true) => {
    menu.remove();
    from?.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", away, true);
    if (focus && !island.editor.isDestroyed) island.editor.commands.focus(undefined, { scrollIntoView: false });
  };
  const away = ({ target }: Event) => {
    if (!menu.contains(target as Node)) close(false);
  };
  for (const [head, items] of groups) {
    if (items.length === 0) continue;
    const group = h("div", { role: "group", "aria-label": head }, h("h3", { "aria-hidden": "true" }, head));
    for (const item of items) {
      const button = h(
        "button",
        {
          type: "button",
          role: item.chosen === undefined ? "menuitem" : "menuitemradio",
          "aria-checked": item.chosen === undefined ? null : String(item.chosen),
          tabindex: "-1",
          class: item.danger ? "danger" : null,
        },
        h("span", {}, item.title),
        item.keys ? h("kbd", { class: "kbd" }, item.keys) : null,
      );
      if (item.icon) button.prepend(icon(item.icon));
      button.addEventListener("click", () => {
        close();
        item.run();
      });
      buttons.push(button);
      group.append(button);
    }
    menu.append(group);
  }
  menu.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) buttons.at(to % buttons.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key.length === 1 && event.key !== " ") buttons.find((button) => button.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", away, true);
  island.cleanup.push(() => menu.remove());
  from?.setAttribute("aria-expanded", "true");
  float(menu);
  place(menu, anchor);
  buttons[0]?.focus({ preventScroll: true });
}
