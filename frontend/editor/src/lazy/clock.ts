// Ends a drawing that takes too long. The build puts a tick into each loop and each function of the libraries that draw
// (`clock.mjs`); without it nothing could end them, for they run where the page does.

/** The clock is looked at once in so many ticks. */
const EACH = 64;
/** So long may what was ended clean up behind itself. */
const LAST = 100;

export class TooLong extends Error {
  constructor() {
    super("It takes too long to draw.");
  }
}

let left = Infinity;
let ended = false;
let ticks = 0;
/** Since when it runs without a pause. What is waited for, as for a part that is fetched, is no time of the drawing. */
let since: number | null = null;

export function tickOfDrawing(): void {
  ticks += 1;
  if (left === Infinity || (ticks % EACH !== 0 && left > 0)) return;
  const now = performance.now();
  if (since === null) {
    since = now;
    setTimeout(() => (since = null));
    return;
  }
  left -= now - since;
  since = now;
  if (left > 0) return;
  if (!ended) {
    ended = true;
    left = LAST;
  }
  throw new TooLong();
}

/** Lets it draw for so many milliseconds, at once; what waits meanwhile has its own clock back afterwards. */
export function within<T>(patience: number, draw: () => T): T {
  const before = { left, ended };
  begin(patience);
  try {
    return draw();
  } finally {
    ({ left, ended } = before);
    since = null;
  }
}

/** The same for a drawing that waits in between. One at a time. */
export async function withinAsync<T>(patience: number, draw: () => Promise<T>): Promise<T> {
  begin(patience);
  try {
    const drawn = await draw();
    // It may have taken the end for a mistake in a part of it, and have left that part out.
    if (ended) throw new TooLong();
    return drawn;
  } finally {
    // What an ended drawing has left running ends too.
    left = ended ? 0 : Infinity;
  }
}

/** Whether the last drawing was ended. */
export const ranOut = (): boolean => ended;

function begin(patience: number): void {
  [left, ended, since] = [patience, false, null];
}
