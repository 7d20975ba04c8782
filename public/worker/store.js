// What the worker remembers when it is put to sleep: the writes that the server has not answered, and a few notes.

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("atrium", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kept", { keyPath: "number", autoIncrement: true });
      request.result.createObjectStore("notes");
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      // Somebody had the browser forget this site.
      request.result.onclose = () => { opened = undefined; };
      resolve(request.result);
    };
  });
  return opened;
}

/** Runs `act` on a store in one transaction, and waits until what it wrote is safe. */
async function inStore(name, mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const request = act(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

const note = (name) => inStore("notes", "readonly", (store) => store.get(name));
const setNote = (name, value) => inStore("notes", "readwrite", (store) => store.put(value, name));
