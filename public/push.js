// The worker's part of push: shows what the server says, opens what it is about, and tells the server when the browser
// changed its subscription. sw.js brings it in with importScripts; it keeps nothing.

self.addEventListener("push", (event) => {
  event.waitUntil(show(event.data));
});

async function show(data) {
  let told;
  try {
    told = data.json();
  } catch {
    told = { title: "Atrium", body: "Something new is in your inbox.", url: "/", tag: "atrium" };
  }
  // Who looks at the very task reads it there.
  const address = new URL(told.url, location.origin);
  const windows = await self.clients.matchAll({ type: "window" });
  if (windows.some((one) => one.focused && new URL(one.url).pathname === address.pathname)) return;
  await self.registration.showNotification(told.title, {
    body: told.body,
    tag: told.tag,
    renotify: true,
    icon: "/icon-192.png",
    badge: "/icon-192.png",
    data: { url: told.url },
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data?.url ?? "/"));
});

async function openPage(url) {
  // A message leads to this server and nowhere else.
  const address = new URL(url, location.origin);
  if (address.origin !== location.origin) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = windows.find((one) => one.url === address.href);
  if (here) return void (await here.focus());
  const any = windows.find((one) => one.visibilityState === "visible") ?? windows[0];
  if (any) {
    await any.focus();
    // Not controlled by this worker yet: it cannot be led.
    if (await any.navigate(address.href).catch(() => null)) return;
  }
  await self.clients.openWindow(address.href);
}

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renew(event));
});

async function renew(event) {
  const options = event.oldSubscription?.options;
  const fresh = event.newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!fresh) return;
  await fetch("/api/v1/push/devices", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...parts(fresh), device: navigator.userAgent }),
  });
}

function parts(subscription) {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
}

// Who signs out takes the subscription along: the server forgets it with the session, and the browser here.
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "POST" && new URL(url).pathname === "/sign-out") event.waitUntil(end());
});

async function end() {
  const subscription = await self.registration.pushManager?.getSubscription();
  await subscription?.unsubscribe();
  for (const shown of await self.registration.getNotifications()) shown.close();
}
