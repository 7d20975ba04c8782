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
