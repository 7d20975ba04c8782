// The copies of pages that the editor keeps on this device, one database for a person, a page and an epoch
// (`frontend/editor/src/live/store.ts`). What of them is somebody's own and was not sent stays; the rest goes with its
// reader.

const COPY = /^atrium\/([^/]+)\/([^/]+)\/[^/]+$/;
// Nobody waits longer for it, and what is left goes next time.
const EMPTYING_MS = 2_000;

/** Nothing that another reader kept is left, but for what they have not sent. */
const emptyOthers = (here) => emptyCopies((person) => person !== here);

/** What may not be read any more leaves nothing here either. It is named by what was kept of it. */
async function emptyRefused(kept, here) {
  const page = /\bpage(?:&quot;|\\?"):(?:&quot;|\\?")([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/.exec(await kept.text())?.[1];
  if (page) await emptyCopies((person, of) => person === here && of === page);
}

/** Empties the copies that are chosen by their person and page. */
async function emptyCopies(chosen) {
  try {
    const names = ((await indexedDB.databases?.()) ?? []).map(({ name }) => name ?? "");
    const copies = names.filter((name) => {
      const [, person, page] = COPY.exec(name) ?? [];
      return person && chosen(person, page);
    });
    await Promise.race([
      Promise.all(copies.map((name) => empty(name).catch(() => {}))),
      new Promise((resolve) => { setTimeout(resolve, EMPTYING_MS); }),
    ]);
  } catch {
    // Without a word of what is there nothing can be taken away.
  }
}

/**
 * In one transaction: an edit of another window that is not sent yet is written down before it, and seen, or after it,
 * and stays. For the same reason the database itself is left.
 */
async function empty(name) {
  const database = await copyOf(name);
  await new Promise((resolve, reject) => {
    const transaction = database.transaction(["updates", "facts"], "readwrite");
    const unsent = transaction.objectStore("facts").count(IDBKeyRange.bound("unsaved:", "unsaved:~"));
    unsent.onsuccess = () => {
      if (unsent.result === 0) transaction.objectStore("updates").clear();
    };
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  }).finally(() => database.close());
}

function copyOf(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    // It was taken away meanwhile, and is not made again.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}
