import "./page";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { Worker as Thread } from "node:worker_threads";
import { colourAll, spans, spansLater } from "../src/lazy/highlight";

const threads: Thread[] = [];
/** A worker of a browser, by a thread of Node. */
class BrowserWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((error: unknown) => void) | null = null;
  private readonly thread: Thread;
  constructor(address: URL) {
    const around = "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (data) => onmessage({ data })); globalThis.postMessage = (data) => parentPort.postMessage(data);";
    this.thread = new Thread(`${around}\n${readFileSync(address, "utf8")}`, { eval: true });
    this.thread.on("message", (data) => this.onmessage?.({ data }));
    this.thread.on("error", (error) => this.onerror?.(error));
    threads.push(this.thread);
  }
  postMessage(data: unknown): void {
    this.thread.postMessage(data);
  }
  terminate(): void {
    void this.thread.terminate();
  }
}
Object.assign(globalThis, { Worker: BrowserWorker });
after(() => threads.forEach((thread) => void thread.terminate()));

const WORST: [string, string][] = [["ini", "_".repeat(50_000)], ["cpp", "function ".repeat(4_000)]];
const goTo = (path: string) => Object.assign(globalThis, { location: { pathname: path } });

function block(language: string, text: string): HTMLElement {
  const code = document.createElement("code");
  code.className = `language-${language}`;
  code.textContent = text;
  document.body.append(code);
  return code;
}

test("code is coloured, and says what it said", async () => {
  const text = "const name = `a ${1 + `b ${two}`}`; // end\n";
  const code = block("javascript", text);
  await colourAll([code]);
  assert.equal(code.textContent, text);
  assert.equal(code.querySelector(".hljs-keyword")!.textContent, "const");
  assert.equal(code.querySelector(".hljs-comment")!.textContent, "// end");
  assert.ok(code.querySelector(".hljs-string .hljs-string .hljs-subst"), "also within another");
});

test("what takes the square of its length takes no time of the page, and stays plain", async () => {
  goTo("/worst");
  for (const [language, text] of WORST) {
    const began = performance.now();
    assert.equal(spans(text, language), null);
    const later = spansLater(text, language);
    assert.ok(performance.now() - began < 50);
    assert.deepEqual(await later, []);
  }
  await spansLater(WORST[0]![1], WORST[0]![0]);
  const count = threads.length;
  assert.deepEqual(await spansLater("let x;", "rust"), [], "three are enough for a page");
  goTo("/next");
  assert.ok((await spansLater("let x;", "rust")).length > 0);
  assert.equal(threads.length, count + 1);
});

test("long code is coloured by the worker, as long as it says the same", async () => {
  goTo("/long");
  const text = "let x = 1;\n".repeat(500);
  const [code, changed] = [block("rust", text), block("rust", text)];
  await colourAll([code, changed]);
  changed.textContent = "other";
  await spansLater("", "rust");
  assert.equal(code.textContent, text);
  assert.equal(code.querySelectorAll(".hljs-keyword").length, 500);
  assert.equal(changed.innerHTML, "other");
});

test("short code that is slow is not coloured in the page for ever", () => {
  goTo("/slow");
  const slow = "function ".repeat(440).replace(/.{450}/g, "$&\n").slice(0, 4_000);
  let count = 0;
  while (count < 200 && spans(`${slow.slice(0, 3_990)}${count}`, "arduino")) count += 1;
  assert.ok(count < 200, `${count}`);
});
