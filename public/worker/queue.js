// Writes on their way. Each is written down before it is sent, under a key by which the server does it once, and goes
// when those before it are answered. A page waits for its answer a while; without a connection it is told that the
// write is kept, and what comes of it is told to all pages of the account later.

const WRITE = /^\/api\/fn\/app\/boards\/api\/(create_task|move_task|edit_task|archive_task|add_comment)$/;
const PAGE_WAITS_MS = 6_000;
const SERVER_WAITS_MS = 30_000;
// A server that fails over and over at one write keeps the others waiting no longer.
const MOST_TRIES = 5;

const LONGEST_PAUSE_MS = 30_000;

// The pages that wait for a write's answer, by its number.
const pages = new Map();
let isReached = true;
let isSending = false;
// After a failure the next try is made only then; each failure in a row doubles the pause.
let notBefore = 0;
let failures = 0;

function reached(now) {
  if (isReached === now) return;
  isReached = now;
  void tellKept();
  if (now) void send();
}

async function write(event, name) {
  const here = await who();
  // A worker that has heard nothing yet does not know whose the write would be.
  if (!here) return fetch(event.request);
  const { request } = event;
  const kept = {
    account: here,
    name,
    path: new URL(request.url).pathname,
    type: request.headers.get("content-type"),
    body: renamed(await request.text(), (await note("names")) ?? {}),
    key: crypto.randomUUID(),
    state: "waiting",
    tries: 0,
  };
  kept.number = await inStore("kept", "readwrite", (store) => store.add(kept));
  const answer = new Promise((resolve) => { pages.set(kept.number, resolve); });
  event.waitUntil(send());
  const response = await Promise.race([answer, wait(PAGE_WAITS_MS)]);
  pages.delete(kept.number);
  if (response) return response;
  await tellKept();
  return new Response('"Kept"', { status: 503, headers: { "content-type": "application/json" } });
}

/** What somebody has written and the server has not answered, oldest first. */
async function keptOf(here) {
  const all = await inStore("kept", "readonly", (store) => store.getAll());
  return all.filter((one) => one.account === here);
}

const args = ({ type, body }) =>
  type?.startsWith("application/json") ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));

/** The task that a write is about. A task made here goes by the key of its making until the server has named it. */
const about = (one) => args(one).task_id ?? args(one).key;

/** The first that may go: nothing about its task waits for a decision, or the order would be another. */
function first(kept) {
  const held = new Set();
  for (const one of kept) {
    if (one.state === "waiting" && ![...held].some((id) => one.body.includes(id))) return one;
    if (one.state !== "waiting") held.add(about(one));
  }
  return undefined;
}

/** Sends what waits, in order. One at a time, whichever worker or page asks. */
function send() {
  return navigator.locks.request("atrium-send", async () => {
    const here = await who();
    let kept = here ? await keptOf(here) : [];
    while (here && account === here && Date.now() >= notBefore) {
      const one = first(kept);
      if (!one) break;
      if (await sendOne(one)) failures = 0;
      else pause();
      kept = await keptOf(here);
    }
    if (isSending) {
      isSending = false;
      await tellKept();
    }
    // Pages whose writes could not go hear that they are kept.
    for (const { number } of kept) pages.get(number)?.(undefined);
    return isReached;
  });
}

/** Sends at once, whatever has failed before. */
function sendNow() {
  notBefore = 0;
  return send();
}

function pause() {
  notBefore = Date.now() + Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS);
  failures += 1;
}

/** Whether the next may go. */
async function sendOne(one) {
  if (!pages.has(one.number) && !isSending) {
    isSending = true;
    await tellKept();
  }
  let response;
  try {
    response = await fetch(one.path, {
      method: "POST",
      headers: { "content-type": one.type, "idempotency-key": one.key, [ACCOUNT]: one.account },
      body: one.body,
      signal: AbortSignal.timeout(SERVER_WAITS_MS),
    });
    // An answer that is cut in the middle is none.
    response = new Response(await response.text(), response);
  } catch {
    reached(false);
    await self.registration.sync?.register("send").catch(() => {});
    return false;
  }
  reached(true);
  return answered(one, response);
}

async function answered(one, response) {
  const page = pages.get(one.number);
  if (response.ok) {
    const said = await response.clone().json();
    await finish(one, said);
    if (page) page(response);
    else {
      // First that it is not on its way any more: else what was foreseen of it would be shown beside what came of it.
      await tellKept();
      await tell({ of: one.account, news: { sent: { key: one.name === "create_task" ? args(one).key : null, said } } });
    }
    return true;
  }
  if (response.status === 401) {
    await hear(response, ++turn);
    return false;
  }
  if ([429, 502, 503, 504].includes(response.status)) return false;
  if (page) {
    // The page is there to say why.
    await drop(one.number);
    page(response);
    return true;
  }
  one.tries += 1;
  if (response.status >= 500 && one.tries < MOST_TRIES) {
    await inStore("kept", "readwrite", (store) => store.put(one));
    return false;
  }
  one.state = response.status === 409 ? "conflict" : "refused";
  one.refusal = await response.json().catch(() => null);
  await inStore("kept", "readwrite", (store) => store.put(one));
  await tellKept();
  return true;
}

/**
 * Takes an answered write off the list, and brings those behind it up to date in the same transaction: a task made
 * here has its name now, and a version that only this write has changed is the version that the next one starts from.
 */
async function finish(one, said) {
  const names = (await note("names")) ?? {};
  const mine = args(one);
  if (one.name === "create_task") {
    names[mine.key] = said.id;
    await setNote("names", Object.fromEntries(Object.entries(names).slice(-100)));
  }
  const behind = (await keptOf(one.account)).filter((other) => other.number > one.number);
  await inStore("kept", "readwrite", (store) => {
    store.delete(one.number);
    for (const other of behind) {
      const body = rebased(renamed(other.body, names), other, said);
      if (body !== other.body) store.put({ ...other, body });
    }
  });
}

function renamed(body, names) {
  return Object.entries(names).reduce((text, [here, there]) => text.replaceAll(here, there), body);
}

function rebased(body, { type }, said) {
  if (!said?.version) return body;
  const then = args({ type, body });
  if (then.task_id !== said.id || then.expected !== said.version - 1) return body;
  return JSON.stringify({ ...then, expected: said.version });
}

const drop = (number) => inStore("kept", "readwrite", (store) => store.delete(number));

/** What somebody decided about a write that could not be done as it was meant. */
async function decide({ number, how, expected }) {
  const kept = await keptOf(await who());
  const one = kept.find((other) => other.number === number);
  if (!one) return;
  if (how === "drop") {
    // What was done with a task that never came to be goes with it.
    const gone = one.name === "create_task" ? kept.filter((other) => other.body.includes(about(one))) : [one];
    for (const other of gone) await drop(other.number);
    await tell({ of: one.account, news: "given_up" });
  } else {
    const body = expected === undefined ? one.body : JSON.stringify({ ...args(one), expected });
    const again = { ...one, body, key: crypto.randomUUID(), state: "waiting", tries: 0, refusal: undefined };
    await inStore("kept", "readwrite", (store) => store.put(again));
  }
  await tellKept();
  await sendNow();
}

/** Throws away what whoever is here has not sent, on their word. */
async function forgetKept() {
  for (const one of await keptOf(await who())) await drop(one.number);
  await tellKept();
}

/** Tells the pages what is kept, and how it stands. What a page waits for itself is not news to it. */
async function tellKept() {
  const here = await who();
  const kept = here ? (await keptOf(here)).filter((one) => !pages.has(one.number)) : [];
  const shown = kept.map((one) => ({
    number: one.number, name: one.name, args: args(one), state: one.state, refusal: one.refusal,
  }));
  await tell({ of: here, kept: shown, reached: isReached, sending: isSending });
}
