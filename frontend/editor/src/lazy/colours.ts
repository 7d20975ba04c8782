// The colours of code in about forty languages. Some words take it as long as their length squared, and it cannot be
// stopped: `highlight` decides where and when it runs.

import type { Element, RootContent } from "hast";
import { common, createLowlight } from "lowlight";

const lowlight = createLowlight(common);

export interface Span {
  from: number;
  to: number;
  name: string;
}

export const isKnown = (language: string | null): language is string => language !== null && lowlight.registered(language);

/** Where which colour is, by place in the text: what is within another behind it. */
export function spansOf(text: string, language: string): Span[] {
  const found: Span[] = [];
  let at = 0;
  const walk = (nodes: RootContent[]) => {
    for (const node of nodes) {
      if (node.type === "text") at += node.value.length;
      if (node.type !== "element") continue;
      const span = { from: at, to: at, name: classOf(node) };
      found.push(span);
      walk(node.children);
      span.to = at;
    }
  };
  walk(lowlight.highlight(language, text).children as RootContent[]);
  return found.filter(({ from, to }) => to > from);
}

const classOf = (element: Element): string => ([] as unknown[]).concat(element.properties.className ?? []).join(" ");
