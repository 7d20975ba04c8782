// Five people type while the disk of the server is full, and go on when there is room again.
import { execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { rounds } from './crash.mjs';

export const house = { megabytes: 400 };

// Only who may mount can give the server a small disk.
export const there = (() => {
  const folder = mkdtempSync('/tmp/atrium-mount.');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
})();

// Until there is no room for a page of 4 kB.
function fill(file) {
  const ballast = openSync(file, 'a');
  try {
    for (let size = 1024 * 1024; size >= 4096; ) {
      try {
        if (writeSync(ballast, Buffer.alloc(size)) < size) size /= 2;
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error;
        size /= 2;
      }
    }
  } finally {
    closeSync(ballast);
  }
}

export const tests = {
  'the disk fills up while five people type': (house, size) =>
    rounds(house, 'a full disk', size.fillings, 37, async () => {
      const ballast = `${house.folder}/ballast`;
      const full = () => assert.throws(() => writeFileSync(`${house.folder}/more`, Buffer.alloc(65536)), { code: 'ENOSPC' });
      try {
        fill(ballast);
        full();
        // Postgres gives some of it free when it begins anew.
        for (const end = Date.now() + 3000; Date.now() < end; await sleep(100)) fill(ballast);
      } finally {
        rmSync(ballast);
        rmSync(`${house.folder}/more`, { force: true });
      }
    }),
};
