// What was read last can be read again without a connection: pages, what pages ask for, and the pictures on them.

const SHELL = "atrium-shell-2";
const FILES = "atrium-files-1";
const ALONE = [
  "/offline.html", "/offline.css", "/offline.js", "/offline-review.js", "/favicon.svg", "/icons.svg",
  "/manifest.webmanifest",
];

// cargo-leptos puts a hash into these names, so a name never changes its content.
const HASHED = /^(?:\/pkg\/.+\.[\w-]{16,}\.(?:js|wasm|pack|css)|\/editor\/.+\.[A-Z0-9]{8}\.(?:js|css|woff2))$/;
// A release has a dozen of them; several releases may be open in different tabs.
const MOST_FILES = 80;
const MOST_PAGES = 200;
// What people put on pages and tasks, as far as it is small enough to be kept by the way.
const PICTURE = /^\/api\/v1\/workspaces\/[^/]+\/(?:pages|tasks)\/[^/]+\/attachments\/[^/]+/;
const MOST_PICTURES = 100;
const LARGEST_PICTURE = 2_000_000;
// On a bad line what is kept is shown after this, and the answer still kept when it comes.
const PATIENCE_MS = 3_000;
const NOT_THERE = [502, 503, 504];

// Nothing here is answered by headers of the question.
const ANY = { ignoreVary: true };

const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** The network's answer; what is kept under the address where there is none, or none soon. */
async function fresh(event, address, ask) {
  const begun = ++turn;
  const cache = await ownCache();
  const kept = await cache?.match(address, ANY);
  const answer = ask().then(async (response) => {
    if (NOT_THERE.includes(response.status)) throw new Error("The server behind the proxy did not answer.");
    reached(true);
    const own = (await hear(response, begun)) && (await ownCache());
    if (own && response.ok) event.waitUntil(keep(own, address, response.clone(), MOST_PAGES));
    // What is not shared any more is not kept either.
    else if (own && response.status >= 400 && response.status < 500) {
      const refused = [403, 404].includes(response.status) && (await own.match(address, ANY));
      await own.delete(address, ANY);
      if (refused) event.waitUntil(emptyRefused(refused, account).catch(() => {}));
    }
    return response;
  });
  // It goes on after what is kept was shown.
  event.waitUntil(answer.catch(() => {}));
  try {
    return kept ? await Promise.race([answer, wait(PATIENCE_MS).then(() => kept)]) : await answer;
  } catch (error) {
    reached(false);
    if (kept) return kept;
    throw error;
  }
}

async function page(event) {
  const { pathname, search } = new URL(event.request.url);
  try {
    const hasLeft = await finishLeaving();
    const response = await fresh(event, pathname + search, async () =>
      (!hasLeft && (await event.preloadResponse)) || fetch(event.request));
    if (response.headers.get("content-type")?.startsWith("text/html")) event.waitUntil(keepProgram(response.clone()));
    return response;
  } catch {
    return (await another(pathname)) ?? (await caches.match("/offline.html")) ?? Response.error();
  }
}

/**
 * A task that was opened over its board has no page of its own here; the board has it. A page of the wiki goes by its
 * number, and may be kept with other words behind that.
 */
async function another(pathname) {
  const cache = await ownCache();
  const board = /^(\/w\/[^/]+\/p\/[^/]+)\/\d+$/.exec(pathname)?.[1];
  if (board && (await cache?.match(board, ANY))) return Response.redirect(board);
  const numbered = /^\/w\/[^/]+\/wiki\/\d+(?=-|$)/;
  const wanted = numbered.exec(pathname)?.[0];
  // The history of a page is not the page.
  if (!wanted || pathname.indexOf("/", wanted.length) >= 0) return undefined;
  for (const { url } of (await cache?.keys()) ?? []) {
    const kept = new URL(url).pathname;
    if (numbered.exec(kept)?.[0] === wanted && kept.indexOf("/", wanted.length) < 0) return Response.redirect(url);
  }
  return undefined;
}

/** What a page asks for. The same question, word for word, has the answer of last time. */
async function read(event) {
  const { request } = event;
  const body = await request.clone().text();
  const { pathname } = new URL(request.url);
  const response = await fresh(event, `${pathname}?${encodeURIComponent(body)}`, () => fetch(request));
  // A board that was reached by a link within a page has no page here yet.
  if (response.ok && pathname.endsWith("/load_board")) {
    const asked = new URLSearchParams(body);
    event.waitUntil(visit(`/w/${asked.get("workspace")}/p/${asked.get("project")}`).catch(() => {}));
  }
  return response;
}

/** A picture is the network's, and what is kept of it where there is none. It is kept for whoever asked for it. */
async function picture(event) {
  const { request } = event;
  const begun = ++turn;
  const here = await who();
  const cache = here ? await caches.open(PICTURES_OF + here) : undefined;
  try {
    const response = await fetch(request);
    if (NOT_THERE.includes(response.status)) throw new Error("The server behind the proxy did not answer.");
    if (cache && account === here && begun > changedAt) event.waitUntil(keepPicture(cache, request.url, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const kept = account === here && !leaving && (await cache?.match(request.url, ANY));
    if (kept) return kept;
    throw error;
  }
}

async function keepPicture(cache, address, response) {
  // Who may not see it any more, or finds it gone, does not keep it either.
  if (response.status >= 400 && response.status < 500) await cache.delete(address, ANY);
  if (response.status !== 200 || Number(response.headers.get("content-length")) > LARGEST_PICTURE) return;
  const kept = await cache.match(address, ANY);
  if (kept && kept.headers.get("etag") === response.headers.get("etag")) return;
  await keep(cache, address, response, MOST_PICTURES);
}

/** Keeps a page that was not asked for by this way. */
async function visit(address) {
  const cache = await ownCache();
  if (await cache?.match(address, ANY)) return;
  const begun = ++turn;
  const response = await fetch(address);
  if (response.redirected || !(await hear(response, begun)) || !response.ok) return;
  await keepProgram(response.clone());
  const own = await ownCache();
  if (own) await keep(own, address, response, MOST_PAGES);
}

/** The files that a page names were fetched before this worker was there, when it is the first page. */
async function keepProgram(response) {
  const named = new Set((await response.text()).match(/\/(?:pkg|editor)\/[\w.-]+\.(?:js|wasm|pack|css)/g));
  // What people wrote may name files too: no more of them than are kept.
  for (const path of [...named].slice(0, MOST_FILES)) if (HASHED.test(path)) await hashedFile(new Request(path)).catch(() => {});
}

/** Fetches the parts of the program that no page has needed yet, so that they open offline too. */
async function keepAllOfProgram() {
  if (navigator.connection?.saveData) return;
  const { build, files } = await (await fetch("/program.json")).json();
  if ((await note("build")) === build) return;
  for (const path of files) await hashedFile(new Request(path));
  await setNote("build", build);
}

async function hashedFile(request) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request, ANY);
  if (kept) return kept;
  const response = await fetch(request);
  // A copy for which there is no room must not cost the page its program.
  if (response.ok) await keep(cache, request, response.clone(), MOST_FILES).catch(() => {});
  return response;
}

/** Keeps an answer, the oldest going first. */
async function keep(cache, address, response, most) {
  await cache.delete(address, ANY);
  await cache.put(address, response);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map((request) => cache.delete(request)));
}
