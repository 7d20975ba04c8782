// Measures pages in Chromium for bin/bench: node bench.mjs "NAME=/path"... One JSON object a line.
// BENCH_ADDRESS is the server, BENCH_COOKIE a session as name=value.
import { chromium } from '@playwright/test';
import { drag, edit, filter, longest, open } from './bench-motion.mjs';

const address = process.env.BENCH_ADDRESS;
const [cookieName, cookieValue] = (process.env.BENCH_COOKIE ?? '').split(/=(.*)/s);
const runs = Number(process.env.BENCH_RUNS ?? 3);

const profiles = [
  {
    name: 'mid phone on 4G',
    context: { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true },
    slower: 4,
    network: { latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 },
  },
  { name: 'desktop', context: { viewport: { width: 1366, height: 820 } }, slower: 1 },
];

// Runs in the page before anything else of it.
function watch() {
  const seen = { lcp: 0, cls: 0, long: [], events: [], hydrated: 0 };
  window.__seen = seen;
  const observe = (type, take, more = {}) =>
    new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  observe('largest-contentful-paint', entry => (seen.lcp = entry.startTime));
  // As in Web Vitals: what follows an input within half a second is no surprise.
  observe('layout-shift', entry => (seen.cls += entry.hadRecentInput ? 0 : entry.value));
  observe('longtask', entry => seen.long.push([entry.startTime, entry.duration]));
  observe('event', entry => entry.interactionId && seen.events.push(entry.duration), { durationThreshold: 16 });
  const look = () => {
    if (document.body?.hasAttribute('data-hydrated')) seen.hydrated = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function kindOf({ mimeType, type, url }) {
  if (mimeType === 'application/wasm' || url.endsWith('.pack')) return 'wasm';
  if (mimeType === 'text/html') return 'document';
  if (mimeType === 'text/css') return 'style';
  if (mimeType.includes('javascript')) return 'script';
  if (mimeType.startsWith('image/')) return 'image';
  return type === 'Document' ? 'document' : 'other';
}

// What the page's requests bring, headers included, as they cross the wire.
async function count(session) {
  const kinds = new Map();
  const bytes = { document: 0, script: 0, wasm: 0, style: 0, image: 0, other: 0 };
  await session.send('Network.enable');
  session.on('Network.responseReceived', it => kinds.set(it.requestId, kindOf({ ...it.response, type: it.type })));
  session.on('Network.loadingFinished', it => (bytes[kinds.get(it.requestId) ?? 'other'] += it.encodedDataLength));
  return bytes;
}

async function visit(browser, profile, path, signedIn, interact) {
  const context = await browser.newContext({ ...profile.context, locale: 'en-GB' });
  try {
    // The cookie is for secure connections, to which Chromium counts loopback.
    const cookie = { name: cookieName, value: cookieValue, url: address.replace('http:', 'https:') };
    if (signedIn) await context.addCookies([cookie]);
    const page = await context.newPage();
    await page.addInitScript(watch);
    const session = await context.newCDPSession(page);
    const bytes = await count(session);
    if (profile.network) await session.send('Network.emulateNetworkConditions', { offline: false, ...profile.network });
    // Also at its full speed the emulation keeps a core busy.
    if (profile.slower > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: profile.slower });
    await page.goto(address + path, { waitUntil: 'load', timeout: 120_000 });
    const awake = () => page.waitForFunction(() => window.__seen.hydrated, null, { timeout: 120_000 });
    // A door fetches its program at the first sign of a person.
    const door = (await page.locator('template#program').count()) > 0;
    if (!door) await awake();
    await page.waitForTimeout(1_500);
    const found = await page.evaluate(() => {
      const { lcp, cls, long } = window.__seen;
      const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
      const blocked = long.filter(([start, took]) => start + took > first);
      return { lcp, cls, blocking: blocked.reduce((sum, [, took]) => sum + Math.max(0, took - 50), 0) };
    });
    found.kilobytes = Object.entries(bytes).map(([kind, size]) => [kind, size / 1024]);
    const begun = door ? await page.evaluate(() => performance.now()) : 0;
    if (door) await page.mouse.move(1, 1);
    found.hydrated = (await (await awake()).jsonValue()) - begun;
    found.interactions = interact ? await interact(page, profile, bytes) : [];
    return found;
  } finally {
    await context.close();
  }
}

// What a person does on a board: [what, how much, its unit, its budget if there is one].
async function interactOnBoard(page, profile) {
  const title = page.locator('.card .title').first();
  await title.focus();
  const carried = await longest(page, async () => {
    for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space']) await page.keyboard.press(key, { delay: 50 });
  });
  const dragged = await drag(page, profile.context.hasTouch);
  const filtered = profile.context.hasTouch ? null : await filter(page);
  const opened = await open(page);
  const phone = profile.slower > 1;
  return [
    ['longest event, a card carried by keyboard', carried, 'ms', 100],
    ['longest frame while a card is dragged', dragged.frame, 'ms', phone ? null : 32],
    ['longest task while a card is dragged', dragged.task, 'ms', phone ? 50 : null],
    ...(filtered === null ? [] : [['from a key in the filter to the filtered board', filtered, 'ms', 50]]),
    ['longest event, a click that opens a task', opened.event, 'ms', 100],
    ['until the panel of the task is drawn', opened.drawn, 'ms', phone ? null : 100],
  ];
}

// Opening the editor of a page: what it takes until a key counts, and what that brings over the wire.
async function interactOnPage(page, profile, bytes) {
  const all = () => Object.values(bytes).reduce((sum, size) => sum + size, 0) / 1024;
  const before = all();
  const took = await edit(page);
  return [
    ['until the editor takes letters', took, 'ms', profile.slower > 1 ? null : 500],
    ['opening the editor on the wire', all() - before, 'KB', 260],
  ];
}

const median = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await chromium.launch({
  executablePath: process.env.ATRIUM_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const profile of profiles) {
    for (const argument of process.argv.slice(2)) {
      const [name, path] = argument.split('=');
      const signedIn = path.startsWith('/w/');
      const interact = path.includes('/wiki/') ? interactOnPage : signedIn ? interactOnBoard : null;
      const visits = [];
      for (let run = 0; run < runs; run += 1) {
        visits.push(await visit(browser, profile, path, signedIn, interact));
      }
      const middle = pick => median(visits.map(pick));
      const line = {
        profile: profile.name,
        page: name,
        kilobytes: visits[0].kilobytes,
        lcp: middle(it => it.lcp),
        cls: middle(it => it.cls),
        blocking: middle(it => it.blocking),
        hydrated: middle(it => it.hydrated),
        interactions: visits[0].interactions.map(([what, , unit, budget], at) => [what, middle(it => it.interactions[at][1]), unit, budget]),
      };
      console.log(JSON.stringify(line));
    }
  }
} finally {
  await browser.close();
}
