// A browser's page for the tests: import it before anything that looks for one.

import { IDBKeyRange, IDBObjectStore, indexedDB } from "fake-indexeddb";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!DOCTYPE html><body></body>", { url: "http://atrium.test/", pretendToBeVisual: true });
const names = [
  "window", "document", "location", "navigator", "Node", "Element", "HTMLElement", "HTMLStyleElement", "HTMLInputElement", "Text",
  "DocumentFragment", "DOMParser", "XMLSerializer", "MutationObserver", "Event", "CustomEvent", "KeyboardEvent", "MouseEvent",
  "InputEvent", "getComputedStyle", "getSelection", "requestAnimationFrame", "cancelAnimationFrame", "innerWidth", "innerHeight",
] as const;
const bound = new Set(["getComputedStyle", "getSelection", "requestAnimationFrame", "cancelAnimationFrame"]);
for (const name of names) {
  const value = (window as unknown as Record<string, unknown>)[name];
  const given = bound.has(name) ? (value as () => void).bind(window) : value;
  Object.defineProperty(globalThis, name, { value: name === "window" ? window : given, configurable: true, writable: true });
}
globalThis.addEventListener = window.addEventListener.bind(window) as typeof globalThis.addEventListener;
globalThis.removeEventListener = window.removeEventListener.bind(window) as typeof globalThis.removeEventListener;
// No sheet is fetched here; whoever waits for one goes on.
new window.MutationObserver((changes) => {
  for (const { addedNodes } of changes) addedNodes.forEach((node) => node.nodeName === "LINK" && node.dispatchEvent(new window.Event("load")));
}).observe(window.document.head, { childList: true });
Object.assign(globalThis, { matchMedia: () => ({ matches: false }), DOMRect: class { constructor(readonly left: number, readonly top: number) {} } });
class Unseen {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Object.assign(globalThis, { IntersectionObserver: Unseen, ResizeObserver: Unseen, indexedDB, IDBKeyRange, IDBObjectStore });
const rect = () => ({ left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0, x: 0, y: 0 });
Object.assign(window.Range.prototype, { getBoundingClientRect: rect, getClientRects: () => [] });
Object.assign(window.Element.prototype, { getClientRects: () => [], scrollIntoView: () => {} });
Object.assign(window.document, { elementFromPoint: () => null });
