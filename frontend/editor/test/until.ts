// Waiting in tests, for a time or for something to happen.

import assert from "node:assert/strict";

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Fails with the sentence when it has not happened after twenty seconds. */
export async function until(what: () => unknown, sentence: string): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    if (what()) return;
    await pause(10);
  }
  assert.fail(`never happened: ${sentence}`);
}
