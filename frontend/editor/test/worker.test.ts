import "./page";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import * as Y from "yjs";
import { named, remove, wanted } from "../src/live/database";
import { Store } from "../src/live/store";
import { kept } from "./device";

declare const WORKER: string;

// The part of the worker that knows of the copies of pages (`public/worker/pages.js`).
const { emptyOthers, emptyRefused } = new Function(`${readFileSync(`${WORKER}pages.js`, "utf8")}; return { emptyOthers, emptyRefused };`)() as {
  emptyOthers(here: string | null): Promise<void>;
  emptyRefused(kept: Response, here: string): Promise<void>;
};
const page = (number: number) => `0190aaaa-0000-7000-8000-00000000000${number}`;
const nameOf = (person: string, number: number) => `atrium/${person}/${page(number)}/1`;

/** A copy in which something is written, and has arrived or not. What is returned closes it. */
async function copy(person: string, number: number, words: string, arrived: boolean): Promise<() => void> {
  const doc = new Y.Doc();
  const store = new Store(nameOf(person, number), doc);
  await store.load();
  doc.getText("text").insert(0, words);
  await store.settled();
  if (arrived) store.arrived();
  await store.settled();
  return () => store.destroy();
}
const textOf = async (person: string, number: number) => (await kept(nameOf(person, number))).doc.getText("text").toString();
const rows = async (name: string, store: string) => {
  const database = await wanted(indexedDB.open(name));
  const count = await wanted(database.transaction(store).objectStore(store).count());
  database.close();
  return count;
};

beforeEach(async () => {
  for (const name of await named("atrium/")) await remove(name);
});

test("who signs out leaves no text of a page here, but for what was not sent", async () => {
  // The page is still open while its form goes.
  const leave = await copy("ada", 1, "has arrived", true);
  (await copy("ada", 2, "not sent", false))();
  await emptyOthers(null);
  assert.equal(await rows(nameOf("ada", 1), "updates"), 0);
  assert.equal(await textOf("ada", 2), "not sent");
  assert.equal((await kept(nameOf("ada", 2))).unsaved, true);
  leave();
});

test("when somebody else is here, what others kept goes, and what is theirs stays", async () => {
  (await copy("ada", 1, "of Ada", true))();
  (await copy("ada", 2, "not sent", false))();
  (await copy("bela", 1, "of Bela", true))();
  await emptyOthers("bela");
  assert.deepEqual([await textOf("ada", 1), await textOf("ada", 2), await textOf("bela", 1)], ["", "not sent", "of Bela"]);
});

test("what is neither a copy of a page nor there any more is left alone", async () => {
  const recovery = await wanted(Object.assign(indexedDB.open("atrium/ada/recovery", 1), {
    onupgradeneeded({ target }: Event) {
      (target as IDBOpenDBRequest).result.createObjectStore("copies").put("words", 1);
    },
  }));
  recovery.close();
  (await copy("ada", 1, "of Ada", true))();
  const databases = indexedDB.databases.bind(indexedDB);
  indexedDB.databases = async () => [...(await databases()), { name: nameOf("gone", 1), version: 1 }];
  await emptyOthers(null);
  indexedDB.databases = databases;
  assert.equal(await rows("atrium/ada/recovery", "copies"), 1);
  assert.equal(await textOf("ada", 1), "");
  assert.ok(!(await named("atrium/gone/")).length);
});

test("a page that is refused to its reader loses its copy, and no other", async () => {
  for (const number of [1, 2, 3]) (await copy("ada", number, "of Ada", true))();
  (await copy("bela", 1, "of Bela", true))();
  await emptyRefused(new Response(`<article data-page="{&quot;number&quot;:7,&quot;page&quot;:&quot;${page(1)}&quot;}">`), "ada");
  await emptyRefused(new Response(JSON.stringify({ Page: { data: JSON.stringify({ page: page(2) }) } })), "ada");
  await emptyRefused(new Response("<p>A board</p>"), "ada");
  assert.deepEqual([await textOf("ada", 1), await textOf("ada", 2), await textOf("ada", 3), await textOf("bela", 1)], ["", "", "of Ada", "of Bela"]);
});
