// The npm client against the server: what research on y-websocket says a server has to do.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counting, firstText, npmClient, root, textOf, until } from './line.mjs';
import * as Y from 'yjs';

const synced = async (...clients) => until('synced', () => clients.every(client => client.provider.synced));
const counting = async (house, page, options) => {
  const client = await new Counting(house, page, options).connect();
  await until('synced', () => client.synced);
  return client;
};
const kept = client => until('kept', () => client.saved === client.sent);
const type = (client, words) => firstText(client.doc).insert(firstText(client.doc).length, words);

export const tests = {
  'what one writes the other sees, and a late one too': async house => {
    const page = await house.page('together');
    const [a, b] = [npmClient(house, page), npmClient(house, page)];
    await synced(a, b);
    type(a, 'one ');
    await until('at b', () => b.text().includes('one'));
    type(b, 'two');
    await until('at a', () => a.text().includes('one two'));
    const late = npmClient(house, page);
    await synced(late);
    assert.equal(late.text(), '<paragraph>one two</paragraph>');
    for (const client of [a, b, late]) client.stop();
  },

  'awareness comes signed, is echoed, and goes when its client leaves': async house => {
    const page = await house.page('awareness');
    const [a, b] = [npmClient(house, page), npmClient(house, page)];
    await synced(a, b);
    const place = { type: null, tname: 'default', item: null, assoc: -1 };
    a.provider.awareness.setLocalState({ user: { name: 'somebody else' }, cursor: { anchor: place, head: place } });
    const seen = () => b.provider.awareness.getStates().get(a.doc.clientID);
    await until('the caret', () => seen()?.cursor?.head.tname === 'default');
    assert.equal(seen().user.name, 'owner');
    const id = a.doc.clientID;
    a.stop();
    await until('gone', () => !b.provider.awareness.getStates().has(id));
    b.stop();
  },

  'edits made offline on both sides are merged': async house => {
    const page = await house.page('offline');
    const [a, b] = [npmClient(house, page), npmClient(house, page)];
    await synced(a, b);
    type(a, 'base ');
    await until('at b', () => b.text().includes('base'));
    a.provider.disconnect();
    b.provider.disconnect();
    type(a, 'from-a ');
    type(b, 'from-b ');
    a.provider.connect();
    b.provider.connect();
    await until('merged', () => [a, b].every(one => one.text().includes('from-a') && one.text().includes('from-b')));
    assert.equal(a.text(), b.text());
    for (const client of [a, b]) client.stop();
  },

  'refusals stop the client from coming again': async house => {
    const page = await house.page('refusals');
    const elsewhere = '01900000-0000-7000-8000-000000000000';
    const cases = [
      [4401, page, { cookie: 'atrium=nothing' }], [4404, elsewhere, {}], [4400, 'x', {}],
      [4409, page, { params: { schema: '9' } }], [4410, page, { params: { epoch: '9' } }],
    ];
    for (const [code, where, options] of cases) {
      const closes = [];
      const client = npmClient(house, where, options);
      client.provider.on('connection-close', event => event && closes.push(event.code));
      await until(`closed ${code}`, () => closes.length > 0);
      await sleep(700);
      assert.deepEqual(closes, [code]);
      client.stop();
    }
  },

  'a viewer reads, and what a viewer writes reaches nobody': async house => {
    const page = await house.page('viewer');
    const [owner, viewer] = [npmClient(house, page), npmClient(house, page, { cookie: house.viewer })];
    await synced(owner, viewer);
    type(viewer, 'scribble');
    type(owner, 'text');
    await until('read', () => viewer.text().includes('text'));
    await sleep(200);
    assert.equal(owner.text(), '<paragraph>text</paragraph>');
    for (const client of [owner, viewer]) client.stop();
  },

  'who only opens a page changes nothing': async house => {
    const page = await house.page('idle');
    const seed = npmClient(house, page);
    await synced(seed);
    type(seed, 'as it is');
    await sleep(200);
    let updates = 0;
    seed.doc.on('update', () => { updates += 1; });
    const idle = npmClient(house, page);
    await synced(idle);
    await sleep(300);
    assert.equal(updates, 0);
    for (const client of [seed, idle]) client.stop();
  },

  'a malformed frame closes that socket alone': async house => {
    const page = await house.page('malformed');
    const [good, bad] = [npmClient(house, page), await new Counting(house, page).connect()];
    await synced(good);
    bad.sendRaw(Uint8Array.of(0, 2, 200, 1, 1));
    await until('closed', () => bad.closed !== undefined);
    assert.equal(bad.closed, 4400);
    assert.ok(good.provider.wsconnected);
    good.stop();
  },

  'an unknown node is refused and nothing of it is kept': async house => {
    const page = await house.page('unknown');
    const bad = await new Counting(house, page).connect();
    await until('synced', () => bad.synced);
    root(bad.doc).push([new Y.XmlElement('iframe')]);
    await until('closed', () => bad.closed !== undefined);
    assert.equal(bad.closed, 4422);
    const late = npmClient(house, page);
    await synced(late);
    assert.equal(late.text(), '<paragraph></paragraph>');
    late.stop();
  },

  'who goes on with the client of somebody else is refused, and the text stays': async house => {
    const page = await house.page('forged');
    const owner = await counting(house, page);
    type(owner, 'by the owner');
    await kept(owner);
    for (const frame of ['an edit', 'the rest']) {
      const member = await counting(house, page, { cookie: house.member });
      member.open = false;
      member.doc.clientID = owner.doc.clientID;
      type(member, ', says the member');
      if (frame === 'an edit') member.sendUpdate(Y.encodeStateAsUpdate(member.doc));
      else member.sendRest(Y.encodeStateAsUpdate(member.doc));
      await until(`closed after ${frame}`, () => member.closed !== undefined);
      assert.equal(member.closed, 4423);
    }
    const late = npmClient(house, page);
    await synced(late);
    assert.equal(late.text(), '<paragraph>by the owner</paragraph>');
    assert.equal(owner.closed, undefined);
    late.stop();
    owner.close();
  },

  'what the server has may be repeated by anybody, and what is new beside it is taken': async house => {
    const page = await house.page('repeated');
    const [owner, member] = [await counting(house, page), await counting(house, page, { cookie: house.member })];
    type(owner, 'by the owner');
    await until('at the member', () => textOf(member.doc).includes('owner'));
    member.sendRest(Y.encodeStateAsUpdate(member.doc));
    member.sendUpdate(Y.encodeStateAsUpdate(member.doc));
    await kept(member);
    member.open = false;
    type(member, ' and the member');
    member.sendUpdate(Y.encodeStateAsUpdate(member.doc));
    await kept(member);
    await until('at the owner', () => textOf(owner.doc) === '<paragraph>by the owner and the member</paragraph>');
    for (const client of [owner, member]) client.close();
  },

  'the same person goes on with a client from another socket': async house => {
    const page = await house.page('two sockets');
    const first = await counting(house, page);
    type(first, 'one');
    await kept(first);
    const { clientID } = first.doc;
    const second = await counting(house, page);
    second.doc.clientID = clientID;
    type(second, ' two');
    await kept(second);
    await until('at the first', () => textOf(first.doc) === '<paragraph>one two</paragraph>');
    assert.deepEqual([first.closed, second.closed], [undefined, undefined]);
    for (const client of [first, second]) client.close();
  },

  'a client that no browser can count is no update': async house => {
    const page = await house.page('uncounted');
    const bad = await counting(house, page);
    // One client, one part, 2^53 as the client, its clock; an element in the root.
    const name = word => [word.length, ...Buffer.from(word)];
    const client = [128, 128, 128, 128, 128, 128, 128, 16];
    bad.sendUpdate(Uint8Array.from([1, 1, ...client, 0, 7, 1, ...name('default'), 3, ...name('paragraph'), 0]));
    await until('closed', () => bad.closed !== undefined);
    assert.equal(bad.closed, 4400);
  },

  'a client that is named twice in one update hides nothing that is missing': async house => {
    const page = await house.page('twice');
    const good = await counting(house, page);
    type(good, 'as it is');
    await kept(good);
    const bad = await counting(house, page, { cookie: house.member });
    // The same client in two sections, at 0 and at 5, each with an element in the root.
    const name = word => [word.length, ...Buffer.from(word)];
    const section = clock => [1, 77, clock, 7, 1, ...name('default'), 3, ...name('paragraph')];
    bad.sendUpdate(Uint8Array.from([2, ...section(0), ...section(5), 0]));
    await until('closed', () => bad.closed !== undefined);
    assert.equal(bad.closed, 4400);
    type(good, ', and on');
    await kept(good);
    const late = npmClient(house, page);
    await synced(late);
    assert.equal(late.text(), '<paragraph>as it is, and on</paragraph>');
    assert.equal(good.closed, undefined);
    late.stop();
    good.close();
  },
};

// These take too long for every day.
if (process.env.ATRIUM_COLLAB_SOAK) {
  Object.assign(tests, {
    'a client with nothing to say is kept on the line beyond half a minute': async house => {
      const page = await house.page('silence');
      const quiet = npmClient(house, page);
      await synced(quiet);
      quiet.provider.awareness.setLocalState(null);
      let closes = 0;
      quiet.provider.on('connection-close', () => { closes += 1; });
      await sleep(50_000);
      assert.equal(closes, 0);
      quiet.stop();
    },
  });
}
