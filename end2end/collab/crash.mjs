// Five people type while the server, or its Postgres, is killed at random moments. Whatever was said to be kept, and
// whatever one saw of another, is there afterwards, before any of them comes back with a copy of it.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counting, chance, firstText, npmClient, plainOf, until } from './line.mjs';

const people = 5;

// Types words of its own, and knows which of them it may call saved.
class Typist {
  constructor(house, page, number, random) {
    Object.assign(this, { number, random, words: 0, carried: new Map(), saved: new Set(), unsaved: new Set() });
    this.line = new Counting(house, page);
    this.line.onSend = (frame, isRest) => {
      // What is missing at the server is answered with everything that is not there yet.
      this.carried.set(frame, isRest ? [...this.unsaved] : this.newest ? [this.newest] : []);
    };
    this.line.onSaved = count => {
      for (const [frame, words] of this.carried) {
        if (frame > count) continue;
        for (const word of words) {
          this.saved.add(word);
          this.unsaved.delete(word);
        }
        this.carried.delete(frame);
      }
    };
  }

  async come() {
    this.carried.clear();
    for (let tries = 0; ; tries += 1) {
      try {
        await this.line.connect();
        await until('synced', () => this.line.synced || this.line.closed !== undefined);
        if (this.line.synced) return;
      } catch (error) {
        if (tries > 200) throw error;
      }
      await sleep(50);
    }
  }

  async type() {
    this.typing = true;
    while (this.typing) {
      this.newest = `w${this.number}-${this.words} `;
      this.words += 1;
      this.unsaved.add(this.newest);
      const text = firstText(this.line.doc);
      text.insert(this.random.below(2) ? text.length : 0, this.newest);
      await sleep(this.random.below(12));
    }
  }

  leave() {
    this.typing = false;
    this.line.close();
  }

  // What of the others is on this one's screen.
  get seen() {
    return wordsOf(this.line.doc).filter(word => !word.startsWith(`w${this.number}-`));
  }
}

const wordsOf = doc => plainOf(firstText(doc)).match(/w\d+-\d+ /g) ?? [];

async function missing(house, page, typists) {
  let reader;
  for (let tries = 0; tries < 100; tries += 1) {
    reader = npmClient(house, page);
    try {
      await until('the page', () => reader.provider.synced, 10_000);
      break;
    } catch {
      reader.stop();
    }
  }
  const there = new Set(wordsOf(reader.doc));
  reader.stop();
  return typists.flatMap(typist => [...typist.saved, ...typist.seen]).filter(word => !there.has(word));
}

export async function rounds(house, title, count, seed, strike) {
  const random = chance(seed);
  const page = await house.page(title);
  const typists = Array.from({ length: people }, (_, number) => new Typist(house, page, number, chance(seed + number)));
  await typists[0].come();
  firstText(typists[0].line.doc);
  await until('a text', () => typists[0].line.saved === typists[0].line.sent);
  for (let round = 0; round < count; round += 1) {
    await Promise.all(typists.map(typist => (typist.line.open ? undefined : typist.come())));
    const typing = typists.map(typist => typist.type());
    await sleep(100 + random.below(700));
    await strike();
    for (const typist of typists) typist.leave();
    await Promise.all(typing);
    const lost = await missing(house, page, typists);
    assert.deepEqual(lost, [], `round ${round}: said to be kept, or shown, and gone`);
    if ((round + 1) % 25 === 0 && round + 1 < count) console.log(`    ${title}: ${round + 1} times`);
  }
  // All come back with what they have, and in the end everything is kept, once.
  await Promise.all(typists.map(typist => typist.come()));
  await until('everything is kept', () => typists.every(typist => typist.unsaved.size === 0), 60_000);
  assert.deepEqual(await missing(house, page, typists), []);
  const words = wordsOf(typists[0].line.doc);
  assert.equal(words.length, new Set(words).size, 'each word is there once');
  const all = typists.reduce((sum, typist) => sum + typist.saved.size, 0);
  console.log(`    ${title}: ${count} times, ${all} words kept`);
  for (const typist of typists) typist.leave();
  // And on the disk.
  await house.kill();
  await house.start();
  assert.deepEqual(await missing(house, page, typists), []);
}

export const tests = {
  'the server is killed while five people type': (house, size) =>
    rounds(house, 'kill -9 of the server', size.kills, 11, async () => {
      await house.kill();
      await house.start();
    }),

  'Postgres is killed while five people type': (house, size) =>
    rounds(house, 'kill -9 of Postgres', size.postgresKills, 23, async () => {
      process.kill(house.postmaster(), 'SIGKILL');
      await sleep(100);
    }),
};

