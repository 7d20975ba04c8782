// The service worker: makes Atrium installable, keeps the hashed program files, and has an offline page.
// It keeps nothing that belongs to a person: no page, no API answer, no upload.

importScripts("/push.js");

const SHELL = "atrium-shell-1";
const FILES = "atrium-files-1";
const OFFLINE = ["/offline.html", "/offline.css", "/favicon.svg"];

// cargo-leptos puts a hash into these names, so a name never changes its content.
const HASHED = /^\/pkg\/.+\.[\w-]{16,}\.(?:js|wasm|css)$/;
// A release has some fifty of them; two releases may be open in different tabs.
const MOST_FILES = 120;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL)
      .then((cache) => cache.addAll(OFFLINE.map((path) => new Request(path, { cache: "reload" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("atrium-") && name !== SHELL && name !== FILES) await caches.delete(name);
    }
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;

  if (request.mode === "navigate") event.respondWith(page(event));
  else if (HASHED.test(url.pathname)) event.respondWith(hashedFile(request));
  else if (OFFLINE.includes(url.pathname)) event.respondWith(fetch(request).catch(() => caches.match(url.pathname)));
  // Everything else, /api and /live above all, goes to the network as if there were no worker.
});

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match("/offline.html")) ?? Response.error();
  }
}

async function hashedFile(request) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request, response.clone());
    await forgetOldest(cache);
  }
  return response;
}

// Each release brings new names; the oldest go first.
async function forgetOldest(cache) {
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_FILES)).map((request) => cache.delete(request)));
}
