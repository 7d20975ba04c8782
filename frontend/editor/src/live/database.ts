// IndexedDB with promises. A browser may close a database at any time (Safari does in the background): `Database` opens
// it again once, and what fails then is said to whoever asked.

export const wanted = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

type Work<T> = (store: (name: string) => IDBObjectStore) => Promise<T> | T;

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

export class Database {
  private open: Promise<IDBDatabase> | null = null;

  constructor(
    readonly name: string,
    private readonly stores: Record<string, IDBObjectStoreParameters>,
    /** Somebody takes it away: another window, that was told that the page has ended. */
    private readonly taken: () => void = () => {},
  ) {}

  /**
   * Does `work` in one transaction and waits until it is kept. `hurried`: nothing is asked for after the first requests,
   * and it is kept even if the page goes away.
   */
  async run<T>(work: Work<T>, hurried = false): Promise<T> {
    try {
      return await this.once(work, hurried);
    } catch {
      this.close();
      return await this.once(work, hurried);
    }
  }

  close(): void {
    this.open?.then((database) => database.close(), () => {});
    this.open = null;
  }

  private async once<T>(work: Work<T>, hurried: boolean): Promise<T> {
    const database = await (this.open ??= this.opened());
    const transaction = database.transaction(Object.keys(this.stores), "readwrite");
    const kept = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    try {
      const done = work((name) => transaction.objectStore(name));
      if (hurried) transaction.commit?.();
      const [result] = await Promise.all([done, kept]);
      return result;
    } catch (error) {
      // Half of it is not kept.
      kept.catch(() => {});
      if (!hurried) abort(transaction);
      throw error;
    }
  }

  private opened(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => {
        for (const [name, options] of Object.entries(this.stores)) request.result.createObjectStore(name, options);
      };
      request.onsuccess = () => {
        const database = request.result;
        database.onclose = () => (this.open = null);
        database.onversionchange = () => {
          this.close();
          this.taken();
        };
        resolve(database);
      };
      request.onerror = request.onblocked = () => reject(request.error);
    });
  }
}

export const remove = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });

/** Names of the databases here that begin so. */
export async function named(beginning: string): Promise<string[]> {
  const all = (await indexedDB.databases?.()) ?? [];
  return all.map(({ name }) => name ?? "").filter((name) => name.startsWith(beginning));
}
