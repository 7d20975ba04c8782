// Elements from a line of code: `h("button", { class: "button", onclick: save }, "Save")`.

type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);

export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value as (event: Event) => void);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** A sheet that only some pages need. It is there, or cannot be had, when this is done. */
const sheets = new Map<string, Promise<void>>();
export function sheet(name: string): Promise<void> {
  const known = sheets.get(name);
  if (known) return known;
  const link = h("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href });
  const loaded = new Promise<void>((resolve) => {
    link.onload = link.onerror = () => resolve();
  });
  document.head.append(link);
  sheets.set(name, loaded);
  return loaded;
}

/** Puts something that floats beside a rectangle of the window: below it, or above where there is no room. */
export function place(floating: HTMLElement, anchor: DOMRect, side: "below" | "above" = "below"): void {
  const gap = 6;
  const edge = 8;
  const view = window.visualViewport;
  const bottom = (view?.offsetTop ?? 0) + (view?.height ?? innerHeight);
  floating.style.maxHeight = "";
  const { width, height } = floating.getBoundingClientRect();
  const below = bottom - anchor.bottom - gap - edge;
  const above = anchor.top - gap - edge;
  const under = side === "below" ? height <= below || below >= above : height > above && below > above;
  const room = under ? below : above;
  if (height > room) floating.style.maxHeight = `${Math.max(room, 120)}px`;
  const shown = Math.min(height, Math.max(room, 120));
  const left = Math.max(edge, Math.min(anchor.left, innerWidth - width - edge));
  floating.style.left = `${left}px`;
  floating.style.top = `${under ? anchor.bottom + gap : Math.max(edge, anchor.top - gap - shown)}px`;
}

/** An address as a document may hold it, or nothing when it could run something: also one within a folder of pages. */
export function linkable(given: string): string | null {
  const address = given.trim();
  if (address === "" || /[\u0000-\u001f\u007f]/.test(address)) return null;
  const scheme = /^([^/?#]*?):/.exec(address)?.[1]?.toLowerCase();
  return scheme === undefined || /^(?:https?|mailto|tel)$/.test(scheme) ? address : null;
}

const SAFE = /^(?:https?:|mailto:|tel:|\/(?!\/)|#)/i;

/** An address that a link may have: of the web, a mail, a number, or within this house. */
export function safeAddress(given: string): string | null {
  // Browsers read over blanks and control characters within a scheme.
  const address = given.trim().replace(/[\u0000-\u0020]+/g, (blanks) => (blanks === " " ? "%20" : ""));
  if (SAFE.test(address)) return address;
  if (/^[^\s:/@]+@[^\s:/@]+\.[^\s:/@]+$/.test(address)) return `mailto:${address}`;
  if (/^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:/?#]|$)/i.test(address)) return `https://${address}`;
  return null;
}
