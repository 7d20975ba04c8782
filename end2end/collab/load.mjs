// Many editors in one page: how long a keystroke takes to another screen. Figures, for bin/bench --soak; not a test.
// All of them are played by this one process, where each would have a machine of its own: five take in what the others
// write, as a browser does; the rest type, each into a paragraph of their own, and read no more than whether it is kept.
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { Counting, firstText, root, until } from './line.mjs';
import { House } from './house.mjs';

// A page is let go of 30 s after the last has left.
const IDLE = 36_000;
const READERS = 5;
const count = Number(process.argv[2] ?? 50);
const seconds = Number(process.argv[3] ?? 20);
const house = await House.build();
try {
  const people = [];
  for (let at = 0; at < count; at += 1) people.push(await house.joined(`writer-${at}`, 'member'));
  const page = await house.page('load');
  const before = await measured(house);
  const editors = [];
  for (const cookie of people) editors.push(await new Counting(house, page, { cookie }).connect());
  await until('synced', () => editors.every(editor => editor.synced), 60_000);
  const lines = editors.map(editor => ownText(editor.doc));
  await until('the paragraphs of all', () => editors.every(editor => root(editor.doc).length > count), 60_000);
  const [readers, writers] = [editors.slice(0, READERS), editors.slice(READERS)];
  for (const writer of writers) writer.deaf = true;
  const sent = new Map();
  const delays = [];
  const kept = [];
  for (const reader of readers) {
    root(reader.doc).observeDeep(events => {
      for (const part of events.flatMap(event => event.delta)) {
        for (const [word] of String(part.insert ?? '').matchAll(/k\d+-\d+ /g)) {
          if (sent.has(word)) delays.push(performance.now() - sent.get(word));
        }
      }
    });
  }
  for (const editor of editors) {
    const times = [];
    editor.onSend = () => times.push(performance.now());
    editor.onSaved = saved => { while (times.length && editor.saved >= saved && editor.sent - times.length < saved) kept.push(performance.now() - times.shift()); };
  }
  let words = 0;
  const end = performance.now() + seconds * 1000;
  await Promise.all(editors.map(async (editor, number) => {
    await sleep(Math.random() * 250);
    for (let at = 0; performance.now() < end; at += 1) {
      const word = `k${number}-${at} `;
      // What one writes oneself comes to no other screen.
      if (number >= READERS) sent.set(word, performance.now());
      lines[number].insert(lines[number].length, word);
      words += 1;
      await sleep(150 + Math.random() * 100);
    }
  }));
  await until('kept', () => editors.every(editor => editor.saved === editor.sent), 60_000);
  await sleep(200);
  const at = (list, share) => list.sort((a, b) => a - b)[Math.floor(list.length * share)]?.toFixed(1);
  console.log(`${count} editors, ${seconds} s: ${(words / seconds).toFixed(0)} edits/s, ${delays.length} of ${sent.size * READERS} seen by ${READERS}`);
  console.log(`keystroke to another client: p50 ${at(delays, 0.5)} ms, p95 ${at(delays, 0.95)} ms, p99 ${at(delays, 0.99)} ms`);
  console.log(`keystroke to "kept": p50 ${at(kept, 0.5)} ms, p95 ${at(kept, 0.95)} ms`);
  const after = await measured(house);
  console.log(`server: ${((after.cpu - before.cpu) / seconds).toFixed(2)} cores, ${after.rss} MB resident (${before.rss} MB before)`);
  for (const editor of editors) editor.close();
  await memory(house, people);
  await idle(house, people, 1000);
} finally {
  await house.stop();
}

function ownText(doc) {
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  root(doc).push([paragraph]);
  return text;
}

async function write(house, page, paragraphs, cookie = house.owner) {
  const line = await new Counting(house, page, { cookie }).connect();
  await until('synced', () => line.synced);
  for (let at = 0; at < paragraphs; at += 1) firstText(line.doc).insert(0, 'Words of a page that somebody reads now and then. '.repeat(6));
  await until('kept', () => line.saved === line.sent);
  return line;
}

// What a page of 9 kB takes that one reader has open.
async function memory(house, people) {
  const pages = [];
  for (let at = 0; at < 100; at += 1) pages.push(await house.page(`page ${at}`));
  const first = await write(house, await house.page('first'), 30);
  const before = await measured(house);
  const lines = await Promise.all(pages.map((page, at) => write(house, page, 30, people[at % people.length])));
  const after = await measured(house);
  console.log(`open page of 9 kB with one client: ${(((after.rss - before.rss) * 1024) / pages.length).toFixed(0)} kB`);
  for (const line of [...lines, first]) line.close();
  await sleep(IDLE);
  console.log(`${IDLE / 1000} s after the last of 100 has left: ${(await measured(house)).rss} MB resident`);
}

// What pages cost that somebody opened, changed and left.
async function idle(house, people, many) {
  const seconds = 20;
  const pages = [];
  for (let at = 0; at < many; at += 1) pages.push(await house.page(`idle ${at}`));
  const before = await over(house, seconds);
  while (pages.length) await Promise.all(pages.splice(0, people.length).map(async (page, at) => (await write(house, page, 1, people[at])).close()));
  await sleep(IDLE);
  const after = await over(house, seconds);
  console.log(`${many} pages opened, changed and left, after the idle time: ${await open(house)} open`);
  console.log(`  CPU of the server in ${seconds} s: ${after.spent} ms (before them ${before.spent} ms); ${after.rss} MB resident (${before.rss} MB before)`);
}

async function over(house, seconds) {
  const from = await measured(house);
  await sleep(seconds * 1000);
  const to = await measured(house);
  return { spent: Math.round((to.cpu - from.cpu) * 1000), rss: to.rss };
}

async function open(house) {
  const text = await (await fetch(house.url('/metrics'))).text();
  return Number(text.match(/^atrium_pages_open (\d+)/m)[1]);
}

async function measured({ server }) {
  const { readFileSync } = await import('node:fs');
  const stat = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const rss = Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
  return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, rss: Math.round(rss) };
}
