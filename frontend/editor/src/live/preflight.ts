// Looks through a document for what the schema does not know, before anything is bound to it and after each change
// from elsewhere: a name, an attribute, a mark. It changes nothing.

import type { Schema } from "@tiptap/pm/model";
import * as Y from "yjs";

/** Two comments over one word are kept apart by a hash after the name. */
const markName = (name: string): string => name.replace(/--[a-zA-Z0-9+/=]{8}$/, "");

/** What is not known, in words for the log; nothing when all is. */
export function unknownIn(fragment: Y.XmlFragment, schema: Schema): string | null {
  for (const child of fragment.toArray()) {
    const found = unknownOf(child, schema);
    if (found) return found;
  }
  return null;
}

export function unknownOf(item: unknown, schema: Schema): string | null {
  if (item instanceof Y.XmlText) return unknownMark(item, schema);
  if (!(item instanceof Y.XmlElement)) return "something that is neither element nor text";
  const type = schema.nodes[item.nodeName];
  if (!type || type.isText || type === schema.topNodeType) return `the element ${item.nodeName}`;
  const known = type.spec.attrs ?? {};
  const attributes = item.getAttributes() as Record<string, unknown>;
  for (const name of Object.keys(attributes)) {
    if (!(name in known)) return `the attribute ${name} of ${item.nodeName}`;
  }
  return unknownIn(item, schema);
}

function unknownMark(text: Y.XmlText, schema: Schema): string | null {
  for (const { insert, attributes } of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof insert !== "string") return "something within text";
    for (const [name, value] of Object.entries(attributes ?? {})) {
      const type = schema.marks[markName(name)];
      if (!type) return `the mark ${name}`;
      const known = type.spec.attrs ?? {};
      const strange = Object.keys((value ?? {}) as object).find((attribute) => !(attribute in known));
      if (strange) return `the attribute ${strange} of the mark ${name}`;
    }
  }
  return null;
}

/** Of what one change from elsewhere touched. */
export function unknownAmong(events: Y.YEvent<Y.AbstractType<unknown>>[], schema: Schema): string | null {
  for (const { target, changes } of events) {
    if (target instanceof Y.XmlText) {
      const found = unknownMark(target, schema);
      if (found) return found;
      continue;
    }
    if (target instanceof Y.XmlElement && changes.keys.size > 0) {
      const found = unknownOf(target, schema);
      if (found) return found;
    }
    for (const item of changes.added) {
      const added = (item.content as Partial<Y.ContentType>).type;
      const found = added ? unknownOf(added, schema) : null;
      if (found) return found;
    }
  }
  return null;
}
