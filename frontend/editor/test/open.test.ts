import "./page";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import "../src/open";

const { createElement } = document;
afterEach(() => {
  document.createElement = createElement;
  document.body.replaceChildren();
});

const data = { workspace: "larkspur", page: "p", number: 1, epoch: 1, schema: 1, level: "view" };
const settled = () => new Promise((resolve) => setTimeout(resolve, 60));

function read(): { article: HTMLElement; body: HTMLElement } {
  const article = document.createElement("article");
  article.dataset.page = JSON.stringify(data);
  article.innerHTML = '<div class="prose-body"><p>One</p></div>';
  document.body.append(article);
  return { article, body: article.querySelector<HTMLElement>(".prose-body")! };
}

const say = (article: HTMLElement, html: string, epoch = 1) => article.dispatchEvent(new CustomEvent("atrium:text", { detail: { html, epoch } }));

/** As where the part that renews a text is not to be had. */
function withoutRenewing(): void {
  document.createElement = ((name: string) => {
    if (name === "template") throw new Error("It did not arrive.");
    return createElement.call(document, name);
  }) as typeof createElement;
}

test("a newer text takes the place of the one that is read", async () => {
  const { article, body } = read();
  const [one] = body.children;
  say(article, "<p>One</p><p>Two</p>");
  await settled();
  assert.equal(body.innerHTML, "<p>One</p><p>Two</p>");
  assert.equal(body.firstElementChild, one);
});

test("and as a whole where what changes only a part of it does not arrive, with what is drawn of it", async () => {
  const { article, body } = read();
  withoutRenewing();
  say(article, '<p>Two</p><figure class="embed" data-src="https://youtu.be/abcdefg"><a href="https://youtu.be/abcdefg">it</a></figure>', 2);
  await settled();
  assert.equal(body.firstElementChild!.textContent, "Two");
  assert.equal(body.querySelectorAll("figure.embed button").length, 1);
  assert.equal((JSON.parse(article.dataset.page!) as typeof data).epoch, 2);
  article.classList.add("editing");
  say(article, "<p>Three</p>");
  await settled();
  assert.equal(body.firstElementChild!.textContent, "Two");
});

test("a press on words that are commented on asks for what is said of them", () => {
  const { article, body } = read();
  body.innerHTML = '<p>A bun costs <span class="commented" data-thread="t">two <strong>crowns</strong></span>, <span class="commented" data-thread="u"><a href="#no">or not</a></span>.</p>';
  const heard: unknown[] = [];
  article.addEventListener("atrium:thread", (event) => heard.push((event as CustomEvent).detail));
  body.querySelector("strong")!.click();
  assert.deepEqual(heard, [{ thread: "t" }]);
  body.querySelector("a")!.click();
  body.querySelector("p")!.click();
  getSelection()!.selectAllChildren(body);
  body.querySelector("strong")!.click();
  getSelection()!.removeAllRanges();
  assert.equal(heard.length, 1, "a link leads elsewhere, and selecting words asks for nothing");
});

const stops = (body: HTMLElement) => [...body.querySelectorAll<HTMLElement>("[tabindex='0'][role=link][aria-description]")].map((words) => words.textContent);
const said = (thread: string, words: string) => `<span class="commented" data-thread="${thread}">${words}</span>`;

test("the first words of each thread are reached by keys, as long as it is open and they are no link", async () => {
  const { article, body } = read();
  const html = `<p>A bun costs ${said("t", "two <em>crowns</em>")}, ${said("u", `tea ${said("v", "is")} free`)}.</p><p>${said("t", "At last")} <a href="#no">${said("w", "or not")}</a></p>`;
  say(article, html);
  await settled();
  assert.deepEqual(stops(body), ["two crowns", "tea is free", "is"]);
  assert.equal(article.querySelector("a")!.tabIndex, 0, "a link stays one");

  const [first] = body.querySelectorAll<HTMLElement>(".commented");
  first!.focus();
  say(article, `<p>New</p>${html.replace("costs", "cost")}`);
  await settled();
  assert.equal(document.activeElement, first, "what others write leaves the focus where it is");
  assert.deepEqual(stops(body), ["two crowns", "tea is free", "is"]);
  // The thread is settled here, and goes on there.
  say(article, `<p>A bun costs <span class="mention" data-person="b">two crowns</span>.</p><p>${said("t", "At last")}</p>`);
  await settled();
  assert.deepEqual(stops(body), ["At last"]);
  assert.equal(body.querySelectorAll("[role], [tabindex], [aria-description]").length, 1);
});

test("Enter and the space bar on such words ask for what is said of them, and with other keys nothing does", async () => {
  const { article, body } = read();
  say(article, `<p>A bun costs ${said("t", 'two <a href="#x">crowns</a>')}</p>`);
  await settled();
  const heard: unknown[] = [];
  article.addEventListener("atrium:thread", (event) => heard.push((event as CustomEvent).detail));
  const press = (on: Element, key: string, more: KeyboardEventInit = {}) => on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  const words = body.querySelector(".commented")!;
  assert.equal(press(words, "Enter"), false, "nothing else comes of it");
  assert.equal(press(words, " "), false);
  assert.deepEqual(heard, [{ thread: "t" }, { thread: "t" }]);
  press(words, "a");
  press(words, "Enter", { ctrlKey: true });
  press(body.querySelector("a")!, "Enter");
  assert.equal(heard.length, 2);
});
