// The highlighter: about forty languages. It comes when a page has code.

import type { Element, Root, RootContent } from "hast";
import { common, createLowlight } from "lowlight";

const lowlight = createLowlight(common);
/** More is read line by line anyway, and takes too long between two keys. */
const MOST = 50_000;

export interface Span {
  from: number;
  to: number;
  name: string;
}

/** Where which colour is, by place in the text. */
export function spans(text: string, language: string | null): Span[] {
  if (!language || language === "mermaid" || text.length > MOST || !lowlight.registered(language)) return [];
  const found: Span[] = [];
  let at = 0;
  const walk = (nodes: (RootContent | Root["children"][number])[]) => {
    for (const node of nodes) {
      if (node.type === "text") at += node.value.length;
      if (node.type !== "element") continue;
      const from = at;
      walk(node.children);
      found.push({ from, to: at, name: classOf(node) });
    }
  };
  walk(lowlight.highlight(language, text).children);
  return found.filter(({ from, to }) => to > from);
}

const classOf = (element: Element): string => ([] as unknown[]).concat(element.properties.className ?? []).join(" ");

/** Colours a block that nobody edits. */
export function colour(code: HTMLElement): void {
  const language = [...code.classList].find((name) => name.startsWith("language-"))?.slice(9) ?? null;
  const text = code.textContent ?? "";
  const build = (nodes: RootContent[]): Node[] =>
    nodes.flatMap((node): Node[] => {
      if (node.type === "text") return [document.createTextNode(node.value)];
      if (node.type !== "element") return [];
      const span = document.createElement("span");
      span.className = classOf(node);
      span.append(...build(node.children));
      return [span];
    });
  if (language && text.length <= MOST && lowlight.registered(language)) {
    code.replaceChildren(...build(lowlight.highlight(language, text).children as RootContent[]));
  }
}
