// The carets of others. Who they are is what the server says of them, never what they say themselves.

import { Extension } from "@tiptap/core";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { h } from "./dom";
import { type Person, ROOT } from "./page";

export interface Present extends Person {
  client: number;
}

const hueOf = ({ hue }: Partial<Person>): string => `hue-${Number.isInteger(hue) && hue! >= 0 && hue! <= 9 ? hue : 0}`;

interface State {
  user?: Person;
  cursor?: unknown;
}

const isId = (id: unknown): boolean => {
  const { client, clock } = (id ?? { client: 0, clock: 0 }) as Record<string, unknown>;
  return [client, clock].every((number) => Number.isSafeInteger(number) && (number as number) >= 0);
};

/** What y-tiptap makes positions of while it draws the text, where whatever throws stops the text too. */
function isPlaced({ cursor }: State, doc: Y.Doc): boolean {
  if (cursor === undefined || cursor === null) return true;
  const { anchor, head } = cursor as Record<"anchor" | "head", Partial<Y.RelativePosition>>;
  try {
    return [anchor, head].every((end) => {
      // Another name would become a root of this document.
      if (end.tname !== undefined && end.tname !== null && end.tname !== ROOT) return false;
      if (!isId(end.item) || !isId(end.type)) return false;
      Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(end), doc);
      return true;
    });
  } catch {
    return false;
  }
}

export const carets = (awareness: Awareness) =>
  Extension.create({
    name: "carets",
    priority: 999,
    addProseMirrorPlugins: () => [
      yCursorPlugin(awareness, {
        awarenessStateFilter: (own: number, client: number, state: State) =>
          own !== client && typeof state.user?.name === "string" && isPlaced(state, awareness.doc),
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
  const all = [...awareness.getStates()] as [number, State][];
  return all
    .filter(([client, { user }]) => client !== awareness.clientID && user?.name)
    .map(([client, { user }]) => ({ client, id: user!.id, name: user!.name, hue: user!.hue }));
}
