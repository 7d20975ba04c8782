import "./page";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { draw } from "../src/read";
import { renew } from "../src/renew";
import { pause, until } from "./until";

afterEach(() => document.body.replaceChildren());

const data = { workspace: "larkspur", page: "p", number: 1, epoch: 1, schema: 1, level: "view" };

function read(html: string): { article: HTMLElement; body: HTMLElement; say: (html: string, epoch?: number) => void } {
  const article = document.createElement("article");
  article.className = "prose";
  article.dataset.page = JSON.stringify(data);
  article.innerHTML = '<div class="prose-body"></div>';
  document.body.append(article);
  const body = article.querySelector<HTMLElement>(".prose-body")!;
  body.innerHTML = html;
  return { article, body, say: (html, epoch = 1) => renew(article, { html, epoch }) };
}

/** Every node that is added, taken away or written into. */
function watched(body: HTMLElement): () => MutationRecord[] {
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((heard) => void records.push(...heard));
  observer.observe(body, { childList: true, subtree: true, characterData: true, attributes: true });
  return () => [...records, ...observer.takeRecords()];
}

function select(node: Node, from: number, to: number): void {
  getSelection()!.setBaseAndExtent(node, from, node, to);
}
const selected = () => getSelection()!.toString();

test("a text that says the same changes nothing", () => {
  const html = '<h2 id="a">A</h2><p>One <strong>two</strong></p><ul><li><p>x</p></li></ul>';
  const { body, say } = read(html);
  const changes = watched(body);
  say(html);
  assert.equal(changes().length, 0);
});

test("what is put above, between and below leaves the rest as it is", () => {
  const { body, say } = read("<p>One</p><p>Two</p><p>Three</p>");
  const [one, two, three] = [...body.children];
  const changes = watched(body);
  say("<p>Zero</p><p>One</p><p>One and a half</p><p>Two</p><p>Three</p><p>Four</p>");
  const kinds = changes().map(({ type, addedNodes, removedNodes }) => [type, addedNodes.length, removedNodes.length]);
  assert.deepEqual(kinds, [["childList", 1, 0], ["childList", 1, 0], ["childList", 1, 0]]);
  assert.deepEqual([body.children[1], body.children[3], body.children[4]], [one, two, three]);
  say("<p>One</p><p>Three</p>");
  assert.deepEqual([...body.children], [one, three]);
});

test("who has selected words keeps them while others write around them, in their paragraph too", () => {
  const { body, say } = read("<p>A bun costs two crowns.</p><p>Tea is free.</p>");
  const words = body.querySelector("p")!.firstChild!;
  select(words, 2, 5);
  assert.equal(selected(), "bun");
  say("<p>Today</p><p>A bun costs three crowns.</p><p>Tea is free.</p>");
  assert.equal(selected(), "bun");
  say("<p>Today</p><p>Since May a bun costs three crowns, or more.</p>");
  assert.equal(selected(), "bun");
  say('<p>Since May a bun costs three <span class="commented" data-thread="t">crowns</span>, or more.</p>');
  assert.equal(selected(), "bun");
  assert.equal(body.querySelector("[data-thread]")!.textContent, "crowns");
  assert.equal(getSelection()!.anchorNode, words);
});

test("the focus stays on a link whose paragraph is written in", () => {
  const { body, say } = read('<p>See <a href="/a">the rota</a></p>');
  const link = body.querySelector("a")!;
  link.focus();
  say('<p>Please see <a href="/a">the rota</a> first</p>');
  assert.equal(document.activeElement, link);
});

const drawable = (more = "") =>
  `<p>${more}</p><pre><code class="language-rust">fn main() {}</code></pre>` +
  '<p>It is <span class="math" data-latex="x^2">x^2</span> long</p><div class="math" data-latex="y">y</div>' +
  '<pre><code class="language-mermaid">graph TD; a--&gt;b</code></pre>' +
  '<figure class="embed" data-src="https://youtu.be/abcdefg"><a href="https://youtu.be/abcdefg">it</a></figure>';

test("what was drawn in the browser is not drawn again where it says the same", async () => {
  const { body, say } = read(drawable());
  draw(body);
  await until(() => body.querySelector(".hljs-keyword") && body.querySelectorAll(".math .katex").length === 2, "all is drawn");
  body.querySelector<HTMLElement>("figure.embed button")!.click();
  const kept = [".hljs-keyword", "span .katex", "div .katex", ".diagram", "iframe"].map((part) => body.querySelector(part));
  const changes = watched(body);
  say(drawable("More"));
  await pause(20);
  assert.equal(changes().length, 1);
  assert.deepEqual([".hljs-keyword", "span .katex", "div .katex", ".diagram", "iframe"].map((part) => body.querySelector(part)), kept);
  assert.equal(body.querySelectorAll(".diagram, iframe, figure button").length, 2);
});

test("and where it says something else it is, in the same place", async () => {
  const { body, say } = read(drawable());
  draw(body);
  await until(() => body.querySelector(".hljs-keyword") && body.querySelectorAll(".math .katex").length === 2, "all is drawn");
  const kept = ["pre", "span.math", ".diagram"].map((part) => body.querySelector(part));
  say(drawable().replace("main", "other").replaceAll("x^2", "x^3").replace("a--&gt;b", "a--&gt;c").replaceAll("abcdefg", "gfedcba"));
  assert.equal(body.querySelector(".hljs-title")!.textContent, "other", "coloured before anybody sees it");
  await until(() => body.querySelector("span.math annotation")?.textContent === "x^3", "the formula is drawn anew");
  assert.deepEqual(["pre", "span.math", ".diagram"].map((part) => body.querySelector(part)), kept);
  assert.equal(body.querySelectorAll("figure.embed button").length, 1);
  say(drawable().replace("mermaid", "rust"));
  assert.equal(body.querySelector(".diagram"), null);
  say("<p>Nothing of it</p>");
  assert.equal(body.innerHTML, "<p>Nothing of it</p>");
});

test("whatever was there, in the end there is what was written", () => {
  let seed = 7;
  const chance = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const words = () => Array.from({ length: 1 + chance(4) }, () => ["bun", "tea", "till", "rota", "a < b & c"][chance(5)]!.replace(/[<&]/g, (sign) => (sign === "<" ? "&lt;" : "&amp;"))).join(" ");
  const inline = (): string => [words, () => `<strong>${words()}</strong>`, () => `<span class="commented" data-thread="${chance(3)}">${words()}</span>`][chance(3)]!();
  const block = (): string =>
    [
      () => `<p>${inline()}${inline()}</p>`,
      () => `<h2 id="h${chance(9)}">${words()}</h2>`,
      () => `<ul>${Array.from({ length: 1 + chance(3) }, () => `<li><p>${inline()}</p></li>`).join("")}</ul>`,
      () => `<pre><code class="language-text">${words()}</code></pre>`,
      () => `<div class="table-scroll"><table><tbody><tr><td><p>${words()}</p></td><td align="right"><p>${words()}</p></td></tr></tbody></table></div>`,
      () => '<hr>',
    ][chance(6)]!();
  const { body, say } = read("");
  let blocks: string[] = [];
  for (let round = 0; round < 100; round += 1) {
    blocks = [...blocks];
    for (let turn = chance(4); turn >= 0; turn -= 1) {
      blocks.splice(chance(blocks.length + 1), chance(3), ...Array.from({ length: chance(3) }, block));
    }
    say(blocks.join(""));
    assert.equal(body.innerHTML, blocks.join(""));
  }
});

test("a long page that was written anew is there at once", () => {
  const { body, say } = read(Array.from({ length: 1_500 }, (_, at) => `<p>Line ${at}</p>`).join(""));
  const other = Array.from({ length: 1_500 }, (_, at) => `<p>Another ${at}</p>`).join("");
  say(other);
  assert.equal(body.innerHTML, other);
});

test("while somebody writes here nothing is put in place, and the next editor is one of the page as it is now", () => {
  const { article, body, say } = read("<p>One</p>");
  article.classList.add("editing");
  say("<p>Two</p>", 2);
  assert.equal(body.textContent, "One");
  article.classList.remove("editing");
  say("<p>Two</p>", 2);
  assert.equal(body.textContent, "Two");
  assert.deepEqual(JSON.parse(article.dataset.page!), { ...data, epoch: 2 });
});
