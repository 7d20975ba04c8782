// Whose browser this is. Each answer of the server says for whom it was made, and everything that is kept is kept
// under that name. When another name is heard, or none, what was kept for reading goes at once. Writes that were not
// sent stay, under the name of who made them: nobody else is shown them, and they are sent as nobody else.

const ACCOUNT = "atrium-account";
const CACHE_OF = "atrium-of-";
const PICTURES_OF = "atrium-pictures-of-";

// Undefined until it is known, null for nobody.
let account;
// Somebody signed out without a connection, and the server does not know yet.
let leaving = false;
// Counts what is begun, so that an answer to somebody who has left since can be told apart.
let turn = 0;
let changedAt = 0;

async function who() {
  if (account === undefined) {
    const [known, left] = [await note("account"), await note("leaving")];
    if (account === undefined) [account, leaving] = [known, Boolean(left)];
  }
  return account;
}

/** What is kept for reading by whoever is here; nothing for nobody. */
async function ownCache() {
  const here = await who();
  return here ? caches.open(CACHE_OF + here) : undefined;
}

/** Takes from an answer who is here. False means that it was not made for them, and may not be kept. */
async function hear(response, begun) {
  const says = response.headers.get(ACCOUNT);
  const here = await who();
  if (!says || begun < changedAt || leaving) return false;
  const now = says === "none" ? null : says;
  if (now !== here) await become(now);
  return now !== null;
}

async function become(now) {
  changedAt = ++turn;
  account = now;
  await setNote("account", now);
  for (const name of await caches.keys()) {
    const whose = [CACHE_OF, PICTURES_OF].find((beginning) => name.startsWith(beginning));
    if (whose && name !== whose + now) await caches.delete(name);
  }
  await tell({ account: now });
  await tellKept();
  await emptyOthers(now);
}

/**
 * Signing out closes this browser at once, with a connection or without. Without one the session lives on at the
 * server, so nothing is shown until it could be told.
 */
async function signOut(event) {
  await become(null);
  try {
    return await fetch(event.request);
  } catch {
    leaving = true;
    await setNote("leaving", true);
    return caches.match("/offline.html");
  }
}

/** Tells the server of a sign-out that it has missed, and says whether there was one. Throws while it is not reached. */
async function finishLeaving() {
  await who();
  if (!leaving) return false;
  await fetch("/sign-out", { method: "POST", redirect: "manual" });
  // What was asked for before, the session still answered.
  changedAt = ++turn;
  leaving = false;
  await setNote("leaving", false);
  return true;
}

async function tell(message) {
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}
