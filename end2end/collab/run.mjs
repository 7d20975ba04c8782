// Other people's clients against this server: node end2end/collab/run.mjs [part ...]. ATRIUM_COLLAB_SOAK=1 takes long.
import { House } from './house.mjs';

const soak = Boolean(process.env.ATRIUM_COLLAB_SOAK);
const size = soak
  ? { histories: 200, edits: 600, shuffles: 40, flips: 2000, together: 1, kills: 200, postgresKills: 50, fillings: 20 }
  : { histories: 4, edits: 250, shuffles: 4, flips: 80, together: 100, kills: 10, postgresKills: 3, fillings: 2 };
const parts = ['conformance', 'fuzz', 'traces', 'crash', 'disk'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter(part => !parts.includes(part));
if (unknown.length > 0) {
  console.error(`usage: run.mjs [${parts.join('] [')}]`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const part of parts.filter(part => wanted.length === 0 || wanted.includes(part))) {
  const { tests, there = true, house: needs } = await import(`./${part}.mjs`);
  if (!there) {
    console.log(`${part}: what it needs is not on this machine.`);
    continue;
  }
  const house = await House.build(needs);
  try {
    for (const [name, test] of Object.entries(tests)) {
      const began = performance.now();
      try {
        await test(house, size);
        passed += 1;
        console.log(`ok   ${part}: ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
      } catch (error) {
        failed += 1;
        console.log(`FAIL ${part}: ${name}\n${error.stack ?? error}\n${house.log()}`);
      }
    }
  } finally {
    await house.stop();
  }
}
console.log(`  ${passed} passed\n  ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
