import "./page";
import assert from "node:assert/strict";
import { test } from "node:test";
import mermaid from "mermaid";
import { ticking } from "../clock.mjs";
import { TooLong, ranOut, tickOfDrawing, within, withinAsync } from "../src/lazy/clock";
import { formula } from "../src/lazy/maths";

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
const turning = (time: number) => {
  for (const end = performance.now() + time; performance.now() < end; ) tickOfDrawing();
};

const LOOPS = [
  "for (;;) ;", "while (true) ;", "do n(); while (true)", "do { n() } while (true)", "for (;;) { n() }", "for (;;) n();",
  "for (;;) if (n()) n(); else n()", "if (true) while (true) n(); else n()", "here: for (;;) for (;;) { continue here }",
  "for (const a = ')('; ; ) n(a)", "const f = () => { f2() }, f2 = () => { f() }; f()", "(function f() { try { f() } finally { f() } })()",
];

test("each loop of a library that draws has an end", async () => {
  for (const loop of LOOPS) {
    const run = new Function("tickOfDrawing", "n", await ticking(loop)) as (tick: () => void, n: () => void) => void;
    let left = 5_000;
    const tick = () => {
      left -= 1;
      if (left < 0) throw new TooLong();
    };
    assert.throws(() => run(tick, () => {}), /takes too long/, loop);
  }
});

test("and says what it said before", async () => {
  const source = `let s = ""; for (let i = 0; i < 3; i++) if (i % 2) s += "a"; else s += "b";
    for (const c of "xy") s += c; let n = 3; while (n--) s += n; do s += "."; while (s.length < 12);
    if (n) for (const k in { p: 1 }) s += k; else s += "no"; for (const c of [1, 2]) switch (c) { case 1: s += "one"; }
    const f = function (a) { return a.map((b) => { return b + 1 }) }; return s + f([1, 2])`;
  const before = new Function(source)() as string;
  const wrapped = `export const run = () => { ${source} }`;
  const after = (await ticking(wrapped)).replace("export ", "");
  assert.equal(new Function("tickOfDrawing", `${after}; return run()`)(() => {}), before);
});

test("a plan without working days ends", async () => {
  // The kinds are known from the first one on.
  await mermaid.parse("gantt");
  const days = "monday,tuesday,wednesday,thursday,friday,saturday,sunday";
  for (const excludes of [days, `weekends,${days}`]) {
    const source = `gantt\n dateFormat YYYY-MM-DD\n excludes ${excludes}\n section A\n T1 :a1, 2024-01-01, 5d\n`;
    const drawn = withinAsync(200, async () => {
      const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
      (db as unknown as { getTasks(): unknown }).getTasks();
    });
    await assert.rejects(drawn, TooLong);
    assert.ok(ranOut());
  }
  await withinAsync(2_000, () => mermaid.mermaidAPI.getDiagramFromText("gantt\n dateFormat YYYY-MM-DD\n section A\n T1 :a1, 2024-01-01, 5d\n"));
});

test("a formula of few macros that stand for very much ends", () => {
  const began = performance.now();
  assert.throws(() => formula(`\\def\\a{${"x^{y_z}".repeat(800)}}${"\\a".repeat(400)}`, true), TooLong);
  assert.throws(() => formula("\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a", true), /expansions/);
  assert.ok(performance.now() - began < 5_000);
  assert.ok(formula("x^2", false).length > 0, "and the next one is drawn");
});

test("what is waited for is no time of the drawing", async () => {
  await withinAsync(100, async () => {
    turning(30);
    await pause(150);
    turning(30);
  });
  await assert.rejects(withinAsync(50, async () => turning(2_000)), TooLong);
});

test("what takes the end for a mistake of its own does not go on, and may clean up", async () => {
  let cleaned = false;
  const drawn = withinAsync(50, async () => {
    try {
      turning(2_000);
    } catch {
      turning(10);
      cleaned = true;
    }
  });
  await assert.rejects(drawn, TooLong);
  assert.ok(cleaned);
  assert.throws(() => within(20, () => {
    for (;;) try { turning(5); tickOfDrawing(); } catch { for (let n = 0; n < 100; n += 1) tickOfDrawing(); }
  }), TooLong);
});
