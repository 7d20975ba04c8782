// Mermaid draws into the page to measure, with a style sheet and style attributes of its own, and the page's policy takes
// neither. While it works, its sheet is a constructed one, and attributes are set as properties. A document that it parses
// to clean it reports them too: there they have another name.

/** In tags alone, not in what stands between them. */
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const STYLE = /\s(style)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))/gi;
const SHEET = /<style\b[^>]*>[\s\S]*?<\/style>/gi;

const KEPT = "data-set-style";

/** What is parsed has its styles in another attribute, which no policy looks at. */
export const apart = (markup: string): string => markup.replace(SHEET, "").replace(TAG, (tag) => tag.replace(STYLE, ` ${KEPT}$2`));

/** Written for a place that no policy of ours holds for. */
export const together = (markup: string): string => markup.replaceAll(` ${KEPT}=`, " style=");

/** The sheets that were made while the work was done. */
export async function withoutInlineStyles<T>(work: () => Promise<T>): Promise<{ done: T; sheets: string[] }> {
  const { createElement } = document;
  const { setAttribute } = Element.prototype;
  const { parseFromString } = DOMParser.prototype;
  const written = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML")!;
  const before = document.adoptedStyleSheets;
  const sheets: string[] = [];

  document.createElement = function (this: Document, ...given: Parameters<typeof createElement>) {
    return given[0].toLowerCase() === "style" ? (standIn(sheets) as unknown as HTMLElement) : createElement.apply(this, given);
  } as typeof createElement;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style" && "style" in this) (this as HTMLElement | SVGElement).style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  DOMParser.prototype.parseFromString = function (text, type) {
    return parseFromString.call(this, apart(String(text)), type);
  };
  Object.defineProperty(Element.prototype, "innerHTML", {
    ...written,
    set(this: Element, text: string) {
      const moved = apart(String(text));
      written.set!.call(this, moved);
      if (moved.includes(KEPT)) putBack(this);
    },
  });
  try {
    return { done: await work(), sheets };
  } finally {
    document.createElement = createElement;
    Element.prototype.setAttribute = setAttribute;
    DOMParser.prototype.parseFromString = parseFromString;
    Object.defineProperty(Element.prototype, "innerHTML", written);
    document.adoptedStyleSheets = before;
  }
}

/** What was set apart is set as properties. */
function putBack(within: Element): void {
  for (const element of within.querySelectorAll<HTMLElement | SVGElement>(`[${KEPT}]`)) {
    element.style.cssText = element.getAttribute(KEPT) ?? "";
    element.removeAttribute(KEPT);
  }
}

/** Stands where a style element would, shows nothing, and puts what is written into it into a sheet of the page. */
function standIn(sheets: string[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", "desc");
  element.setAttribute("data-sheet", "");
  Object.defineProperty(element, "innerHTML", {
    set(rules: string) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      sheets.push(rules);
    },
  });
  return element;
}
