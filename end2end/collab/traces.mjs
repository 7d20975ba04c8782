// The keystrokes of real documents, through real sockets. The traces are not part of the project; where they are not
// there, ATRIUM_TRACES is to name their folder.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Counting, firstText, npmClient, plainOf, until } from './line.mjs';

const folder = process.env.ATRIUM_TRACES ?? new URL('../../../shared/data/traces', import.meta.url).pathname;
const read = name => JSON.parse(gunzipSync(readFileSync(`${folder}/${name}.json.gz`)));

export const there = existsSync(`${folder}/automerge-paper.json.gz`);

function patch(text, patches) {
  for (const [at, removed, inserted] of patches) {
    if (removed) text.delete(at, removed);
    if (inserted) text.insert(at, inserted);
  }
}

async function onDisk(house, page, expected, clients) {
  for (const client of clients) client.close();
  await house.kill();
  await house.start();
  const fresh = npmClient(house, page);
  await until('a fresh one', () => fresh.provider.synced, 60_000);
  assert.equal(plainOf(firstText(fresh.doc)), expected);
  fresh.stop();
}

export const tests = {
  'a paper of one author': async (house, size) => {
    const trace = read('automerge-paper');
    const page = await house.page('automerge-paper');
    const [writer, reader] = [await new Counting(house, page).connect(), await new Counting(house, page).connect()];
    await until('synced', () => writer.synced && reader.synced);
    const edits = trace.txns.flatMap(txn => txn.patches);
    for (let at = 0; at < edits.length; at += size.together) {
      writer.doc.transact(() => patch(firstText(writer.doc), edits.slice(at, at + size.together)));
      if (writer.sent - writer.saved > 500) await until('kept', () => writer.sent - writer.saved < 100, 120_000);
    }
    await until('kept', () => writer.saved === writer.sent, 120_000);
    const text = plainOf(firstText(writer.doc));
    assert.equal(text, trace.endContent);
    await until('at the reader', () => plainOf(firstText(reader.doc)) === text, 60_000);
    await onDisk(house, page, text, [writer, reader]);
  },

  'a review of two authors at once': async house => {
    const trace = read('friendsforever');
    const page = await house.page('friendsforever');
    const authors = [];
    for (let at = 0; at < trace.numAgents; at += 1) {
      const author = new Counting(house, page, { hold: true });
      // Of two who type in one place at once the lower number comes first, in the trace as in Yjs.
      author.doc.clientID = 1000 + at;
      authors.push(await author.connect());
    }
    await until('synced', () => authors.every(author => author.synced));
    // The text itself is made by one, and reaches the other, before anything is typed.
    firstText(authors[0].doc);
    await until('a text', () => authors.slice(1).every(author => author.inbox.length > 0));
    for (const author of authors.slice(1)) take(author, 1);
    assert.equal(trace.numAgents, 2);
    const written = [[], []];
    // For each edit, the newest of each author that it knows, itself included.
    const newest = [];
    const known = [0, 0];
    const taken = [0, 0];
    for (const [number, txn] of trace.txns.entries()) {
      const { agent } = txn;
      const other = 1 - agent;
      // What this author had of the other's, when this was typed.
      const last = [0, 1].map(author => Math.max(-1, ...txn.parents.map(parent => newest[parent][author])));
      while (known[agent] < written[other].length && written[other][known[agent]] <= last[other]) known[agent] += 1;
      const wanted = known[agent] - taken[agent];
      if (authors[agent].inbox.length < wanted) {
        await until(`what ${agent} knows`, () => authors[agent].inbox.length >= wanted, 60_000);
      }
      taken[agent] += take(authors[agent], wanted);
      last[agent] = number;
      newest.push(last);
      const { sent } = authors[agent];
      authors[agent].doc.transact(() => patch(firstText(authors[agent].doc), txn.patches));
      // Some only say what was known by then.
      if (authors[agent].sent > sent) written[agent].push(number);
    }
    await until('kept', () => authors.every(author => author.saved === author.sent), 120_000);
    const all = () => authors.every((author, at) => author.inbox.length + taken[at] >= written[1 - at].length);
    await until('delivered', all, 60_000);
    for (const author of authors) take(author, author.inbox.length);
    const [text, other] = authors.map(author => plainOf(firstText(author.doc)));
    assert.equal(text, other);
    assert.equal(text, trace.endContent);
    await onDisk(house, page, text, authors);
  },
};

function take(author, count) {
  const updates = author.inbox.splice(0, Math.max(count, 0));
  for (const update of updates) author.apply(update);
  return updates.length;
}
