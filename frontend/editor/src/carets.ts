// The carets of others. Who they are is what the server says of them, never what they say themselves.

import { Extension } from "@tiptap/core";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import { h } from "./dom";
import type { Person } from "./page";

export interface Present extends Person {
  client: number;
}

const hueOf = ({ hue }: Partial<Person>): string => `hue-${Number.isInteger(hue) && hue! >= 0 && hue! <= 9 ? hue : 0}`;

export const carets = (awareness: Awareness) =>
  Extension.create({
    name: "carets",
    priority: 999,
    addProseMirrorPlugins: () => [
      yCursorPlugin(awareness, {
        awarenessStateFilter: (own: number, client: number, state: { user?: Person }) => own !== client && Boolean(state.user?.name),
        cursorBuilder: (user: Person) => {
          // Invisible signs at both ends keep the caret of the reader out of it.
          return h("span", { class: `caret ${hueOf(user)}` }, "\u2060", h("span", {}, user.name), "\u2060");
        },
        selectionBuilder: (user: Person) => ({ class: `caret-selection ${hueOf(user)}` }),
      } as Parameters<typeof yCursorPlugin>[1]),
    ],
  });

/** Everybody here but this window. */
export function present(awareness: Awareness): Present[] {
  const all = [...awareness.getStates()] as [number, { user?: Person }][];
  return all
    .filter(([client, { user }]) => client !== awareness.clientID && user?.name)
    .map(([client, { user }]) => ({ client, id: user!.id, name: user!.name, hue: user!.hue }));
}
