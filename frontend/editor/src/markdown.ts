// Markdown to the HTML that the schema reads, and HTML of elsewhere brought to the same shapes.

import type { TokenizerAndRendererExtension } from "marked";

/** Whether plain text was written as Markdown: one sign that nobody makes by chance, or two lesser ones. */
export function looksLikeMarkdown(text: string): boolean {
  const sure = [/^#{1,6} \S/m, /^(?:```|~~~)/m, /^\s*[-*+] \[[ xX]\] /m, /^\|.*\|\s*\n\|[\s:|-]+\|/m, /\[[^\]\n]+\]\([^)\s]+\)/, /^> \S/m, /^\$\$$/m];
  if (sure.some((sign) => sign.test(text))) return true;
  const maybe = [/^\s*[-*+] \S.*\n\s*[-*+] \S/m, /^\s*1[.)] \S.*\n\s*2[.)] \S/m, /\*\*[^*\n]+\*\*/, /(?:^|\s)`[^`\n]+`/, /~~[^~\n]+~~/];
  return maybe.some((sign) => sign.test(text)) && (text.includes("\n") || /\*\*|`|~~/.test(text));
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const formula = (name: string, level: "inline" | "block", rule: RegExp, element: string): TokenizerAndRendererExtension => ({
  name,
  level,
  start: (source: string) => source.search(level === "block" ? /^\$\$/m : /\$/),
  tokenizer(source: string) {
    const match = rule.exec(source);
    return match ? { type: name, raw: match[0], text: match[1]!.trim() } : undefined;
  },
  renderer: ({ text }) => `<${element} class="math" data-latex="${escaped(text as string)}"></${element}>`,
});

/** Makes HTML of Markdown. */
export type Parser = (text: string) => string;

let parser: Parser | undefined;
let coming: Promise<Parser> | undefined;

/** The parser, or its coming where it has not been asked for before. One that did not arrive is asked for again. */
export function markdownParser(): Parser | Promise<Parser> {
  return parser ?? (coming ??= bring().finally(() => (coming = undefined)));
}

async function bring(): Promise<Parser> {
  const { Marked } = await import("marked");
  const marked = new Marked({ gfm: true, breaks: false, async: false }, {
    extensions: [
      formula("formulaBlock", "block", /^\$\$\s*\n?([\s\S]+?)\n?\s*\$\$(?:\n|$)/, "div"),
      formula("formulaInline", "inline", /^\$(?!\s)((?:\\\$|[^$\n])+?)(?<!\s)\$(?!\d)/, "span"),
    ],
  });
  return (parser = (text) => marked.parse(text, { async: false }));
}

export const markdownToHtml = async (text: string): Promise<string> => (await markdownParser())(text);

/** A document that nothing runs in and nothing is fetched for. */
export function tidy(html: string): HTMLElement {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  body.querySelectorAll("script, style, noscript, template, iframe, object, embed, meta, link, title").forEach((element) => element.remove());
  body.querySelectorAll("ul, ol").forEach(taskLists);
  body.querySelectorAll("blockquote").forEach(callout);
  // The line break before the closing fence is none of the code's.
  body.querySelectorAll("pre > code:only-child").forEach((code) => {
    const last = code.lastChild;
    if (last?.nodeType === 3) last.textContent = last.textContent!.replace(/\n$/, "");
  });
  body.querySelectorAll("img").forEach((img) => {
    if (/^data:/i.test(img.getAttribute("src") ?? "")) img.remove();
  });
  return body;
}

/** A list with boxes becomes task lists; where only some items have one, several lists. */
function taskLists(list: Element): void {
  if (list.classList.contains("task-list") || !list.querySelector(":scope > li > input[type=checkbox], :scope > li > p:first-child > input[type=checkbox], :scope > li > label > input[type=checkbox]")) return;
  let into: Element | null = null;
  const lists: Element[] = [];
  for (const item of [...list.children]) {
    const box = item.querySelector<HTMLInputElement>(":scope > input[type=checkbox], :scope > p:first-child > input[type=checkbox], :scope > label > input[type=checkbox]");
    const kind = box ? "task-list" : "";
    if (!into || into.className !== kind) {
      into = list.ownerDocument.createElement(box ? "ul" : list.tagName);
      into.className = kind;
      lists.push(into);
    }
    if (box) {
      (item as HTMLElement).dataset.checked = String(box.checked || box.hasAttribute("checked"));
      box.remove();
    }
    into.append(item);
  }
  list.replaceWith(...lists);
}

/** `> [!NOTE]`, as on code hosts. */
function callout(quote: Element): void {
  const first = quote.querySelector(":scope > p:first-child");
  const match = /^\s*\[!(note|tip|important|warning|caution)\]\s*/i.exec(first?.textContent ?? "");
  const text = first?.firstChild;
  if (!first || !match || text?.nodeType !== 3) return;
  text.textContent = text.textContent!.slice(match[0].length);
  if (first.firstElementChild?.tagName === "BR" && !text.textContent) first.firstElementChild.remove();
  if (!first.textContent?.trim()) first.remove();
  const aside = quote.ownerDocument.createElement("aside");
  aside.className = `callout ${match[1]!.toLowerCase()}`;
  aside.append(...quote.childNodes);
  if (!aside.hasChildNodes()) aside.append(quote.ownerDocument.createElement("p"));
  quote.replaceWith(aside);
}
