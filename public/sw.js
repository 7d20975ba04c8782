// The service worker: makes Atrium installable, shows what was read last without a connection, and sends what was
// written without one. docs/offline.md says by which rules.

importScripts("/worker/store.js", "/worker/pages.js", "/worker/account.js", "/worker/reading.js", "/worker/queue.js", "/push.js");

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL)
      .then((cache) => cache.addAll(ALONE.map((path) => new Request(path, { cache: "no-cache" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("atrium-shell-") && name !== SHELL) await caches.delete(name);
    }
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const { pathname } = url;

  if (request.mode === "navigate") {
    if (request.method === "GET" && !pathname.startsWith("/api/")) event.respondWith(page(event));
    else if (pathname === "/sign-out") event.respondWith(signOut(event));
    return;
  }
  const name = WRITE.exec(pathname)?.[1];
  if (request.method === "POST") {
    if (name) event.respondWith(write(event, name));
    else if (/^\/api\/fn\/.*\/load_\w+$/.test(pathname)) event.respondWith(read(event));
  } else if (HASHED.test(pathname)) event.respondWith(hashedFile(request));
  else if (request.destination === "image" && PICTURE.test(pathname)) event.respondWith(picture(event));
  else if (ALONE.includes(pathname)) event.respondWith(fetch(request).catch(() => caches.match(pathname)));
  // Everything else goes to the network as if there were no worker.
});

self.addEventListener("message", (event) => {
  const { data } = event;
  if (data.hello) {
    // The first page was there before this worker.
    event.waitUntil(tellKept().then(() => visit(data.hello)).then(keepAllOfProgram).then(sendNow).catch(() => {}));
  } else if (data.send) event.waitUntil(data.now ? sendNow() : send());
  else if (data.keep) event.waitUntil(visit(data.keep).catch(() => {}));
  else if (data.decide) event.waitUntil(decide(data.decide));
  else if (data.forget) event.waitUntil(forgetKept());
  else if (data.whose) event.waitUntil(who().then((here) => event.ports[0].postMessage(here)));
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "send") return;
  event.waitUntil(sendNow().then((done) => {
    // The browser asks again later.
    if (!done) throw new Error("The server was not reached.");
  }));
});
