// What the tests look at of this device: the copies of pages, and a device that can no longer be written.

import * as Y from "yjs";
import { Store } from "../src/live/store";

/** What is kept of a page in whichever epoch, and whether some of it never arrived. */
export async function kept(name: string): Promise<{ doc: Y.Doc; unsaved: boolean }> {
  const doc = new Y.Doc();
  const store = new Store(name, doc);
  const unsaved = await store.load();
  store.destroy();
  return { doc, unsaved };
}

/** Without room nothing is added, or put in the place of something. What is returned makes room again. */
export function withoutRoom(): () => void {
  const { add, put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = () => {
    throw new DOMException("No room.", "QuotaExceededError");
  };
  return () => void Object.assign(IDBObjectStore.prototype, { add, put });
}

/** Whether somebody who leaves now is asked. */
export function isAsked(): boolean {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}
