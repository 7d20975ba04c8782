// Random edits of several Yjs clients through the server's library, and damaged frames between them.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { Counting, chance, npmClient, plainOf, root, textOf, until } from './line.mjs';

const blocks = ['paragraph', 'heading', 'blockquote', 'bulletList', 'listItem', 'codeBlock'];
const marks = [{ bold: {} }, { italic: {} }, { link: { href: '/w' } }, { bold: null }, { link: null }];
const words = ['a', 'bc ', 'déf', '漢字', '👩‍🚀', '\n', ' long run of text '];

function block(random, depth = 0) {
  const name = random.of(blocks);
  const made = new Y.XmlElement(name);
  if (name === 'heading') made.setAttribute('level', 1 + random.below(6));
  const text = new Y.XmlText();
  text.insert(0, random.of(words));
  made.insert(0, depth < 2 && random.below(3) === 0 ? [block(random, depth + 1)] : [text]);
  return made;
}

function texts(node, found = []) {
  for (let at = 0; at < node.length; at += 1) {
    const child = node.get(at);
    if (child instanceof Y.XmlText) found.push(child);
    else texts(child, found);
  }
  return found;
}

export function randomEdit(doc, random, undo) {
  doc.transact(() => {
    const page = root(doc);
    const choice = random.below(12);
    if (choice === 0 || page.length === 0) page.insert(random.below(page.length + 1), [block(random)]);
    else if (choice === 1 && page.length > 2) page.delete(random.below(page.length), 1);
    else if (choice === 2) {
      const element = page.get(random.below(page.length));
      if (element instanceof Y.XmlElement && element.nodeName === 'heading') element.setAttribute('level', 1 + random.below(6));
    } else {
      const all = texts(page);
      if (all.length === 0) return;
      const text = random.of(all);
      // Yjs itself does not end the same where somebody writes into the middle of a surrogate pair, which no editor does.
      const plain = plainOf(text);
      const whole = at => (/[\uDC00-\uDFFF]/.test(plain[at] ?? '') ? at - 1 : at);
      const at = whole(random.below(text.length + 1));
      const length = whole(Math.min(at + random.below(6), text.length)) - at;
      if (choice < 8) text.insert(at, random.of(words));
      else if (choice < 10 && length > 0) text.delete(at, length);
      else if (length > 0) text.format(at, length, random.of(marks));
    }
  }, 'typing');
  if (random.below(40) === 0) undo.undo();
  if (random.below(60) === 0) undo.redo();
}

const same = clients => {
  const states = clients.map(({ doc }) => Buffer.from(Y.encodeStateVector(doc)).toString('hex').length);
  const all = clients.map(({ doc }) => textOf(doc));
  return new Set(all).size === 1 && new Set(states).size === 1;
};

async function history(house, seed, edits) {
  const random = chance(seed);
  const page = await house.page(`seed ${seed}`);
  const clients = Array.from({ length: 2 + random.below(3) }, () => npmClient(house, page));
  await until('synced', () => clients.every(client => client.provider.synced));
  const undos = clients.map(({ doc }) => new Y.UndoManager(root(doc), { trackedOrigins: new Set(['typing']) }));
  for (let edit = 0; edit < edits; edit += 1) {
    const which = random.below(clients.length);
    randomEdit(clients[which].doc, random, undos[which]);
    if (random.below(50) === 0) clients[which].provider.disconnect();
    if (random.below(20) === 0) clients[random.below(clients.length)].provider.connect();
    if (random.below(10) === 0) await sleep(0);
  }
  for (const client of clients) client.provider.connect();
  await until(`seed ${seed}: all have the same`, () => clients.every(client => client.provider.synced) && same(clients));
  const fresh = npmClient(house, page);
  await until('a fresh one', () => fresh.provider.synced);
  await until(`seed ${seed}: what the server encodes is the same`, () => same([...clients, fresh]), 5_000);
  for (const client of [...clients, fresh]) client.stop();
  return page;
}

export const tests = {
  'random histories end the same for every client and the server': async (house, size) => {
    for (let seed = 1; seed <= size.histories; seed += 1) await history(house, seed, size.edits);
  },

  'shuffled frames end in the right document': async (house, size) => {
    for (let seed = 1; seed <= size.shuffles; seed += 1) {
      const random = chance(1000 + seed);
      const page = await house.page(`shuffle ${seed}`);
      const writer = await new Counting(house, page).connect();
      await until('synced', () => writer.synced);
      const undo = new Y.UndoManager(root(writer.doc), { trackedOrigins: new Set(['typing']) });
      writer.open = false;
      const frames = [];
      const collect = update => frames.push(update);
      writer.doc.on('update', collect);
      for (let edit = 0; edit < 60; edit += 1) randomEdit(writer.doc, random, undo);
      writer.doc.off('update', collect);
      for (let at = frames.length - 1; at > 0; at -= 1) {
        const other = random.below(at + 1);
        [frames[at], frames[other]] = [frames[other], frames[at]];
      }
      writer.open = true;
      for (const frame of frames) writer.sendUpdate(frame);
      await until(`shuffle ${seed} is kept`, () => writer.saved === writer.sent);
      const fresh = npmClient(house, page);
      await until('a fresh one', () => fresh.provider.synced);
      assert.equal(fresh.text(), textOf(writer.doc));
      fresh.stop();
      writer.close();
    }
  },

  'flipped bits spoil nothing for those who write beside them': async (house, size) => {
    const random = chance(4711);
    const page = await house.page('bit flips');
    const steady = npmClient(house, page);
    await until('synced', () => steady.provider.synced);
    const undo = new Y.UndoManager(root(steady.doc));
    for (let round = 0; round < size.flips; round += 1) {
      const bad = await new Counting(house, page).connect();
      await until('synced', () => bad.synced || bad.closed !== undefined);
      bad.open = false;
      let update;
      const take = made => { update = made; };
      bad.doc.on('update', take);
      while (!update) randomEdit(bad.doc, random, new Y.UndoManager(root(bad.doc)));
      bad.doc.off('update', take);
      const damaged = Uint8Array.from(update);
      for (let flip = 0; flip <= random.below(3); flip += 1) damaged[random.below(damaged.length)] ^= 1 << random.below(8);
      bad.sendUpdate(damaged);
      randomEdit(steady.doc, random, undo);
      if (round % 10 === 0) await sleep(20);
      bad.close();
    }
    await sleep(300);
    assert.ok(steady.provider.wsconnected, 'the steady client was never sent away for long');
    const fresh = npmClient(house, page);
    await until('both have the same', () => fresh.provider.synced && same([steady, fresh]));
    for (const client of [steady, fresh]) client.stop();
  },
};
