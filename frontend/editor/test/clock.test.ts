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

/** The code with its clock, where each tick is `tick`. */
const run = (source: string, tick: () => void, n: () => void = () => {}): unknown =>
  new Function("require", "n", ticking(source))(() => ({ tickOfDrawing: tick }), n);

const count = (source: string): number => {
  let ticks = 0;
  run(source, () => (ticks += 1));
  return ticks;
};

const ENDLESS = [
  "for (;;) ;", "for (;;) { }", "for (;;) n();", "for (;;)\n  n()", "for (;;) { n() }", "for (const a = ')('; ; ) n(a)",
  "while (true) ;", "while (true) { }", "while (true) n()", "do ; while (true)", "do n(); while (true)", "do { n() } while (true)",
  "for (const _ of (function* () { while (true) yield 1 })()) ;",
  "for (;;) if (n()) n(); else n()", "if (true) while (true) n(); else n()", "for (;;) switch (1) { case 1: n() }",
  "for (;;) try { n() } finally { n() }", "for (;;) for (const a of [1]) for (const b in { a }) n(b)",
  "here: for (;;) for (;;) { continue here }", "here: for (;;) there: for (;;) continue here",
  "class A { static { for (;;) ; } }", "`${(() => { while (true) ; })()}`",
  // What calls itself twice ends as little, and its stack stays small.
  "const f = () => { f2() }, f2 = () => { f() }; f()", "(function f() { try { f() } finally { f() } })()",
  "const f = (n) => n === 0 ? 0 : f(n - 1) + f(n - 1); f(60)", "const f = (n) => (g) => n && f(n - 1)(f(n - 1)(g)); f(60)(1)",
  "const f = (n, a = n && f(n - 1), b = n && f(n - 1)) => {}; f(60)", "const f = (_, n) => n && [f`${n - 1}`, f`${n - 1}`]; f`${60}`",
  "class A { constructor(n) { if (n) { new A(n - 1); new A(n - 1) } } } new A(60)",
  "class A { get all() { return this.n && (this.n--, this.all, this.all, this.n++) } } const a = new A(); a.n = 60; a.all",
  "function* all(n) { if (n) { yield* all(n - 1); yield* all(n - 1) } } for (const _ of all(60)) ;",
];

test("each loop of a library that draws has an end", () => {
  for (const source of ENDLESS) {
    let left = 5_000;
    const tick = () => {
      left -= 1;
      if (left < 0) throw new TooLong();
    };
    assert.throws(() => run(source, tick), /takes too long/, source);
  }
});

test("each turn of a loop is a tick, and each call of a function", async () => {
  const three = [
    "for (let i = 0; i < 3; i++) ;", "for (let i = 0; i < 3; i++) { }", "for (const a in [1, 2, 3]) ;", "for (const a in { a: 1, b: 1, c: 1 }) { }",
    "for (const a of [1, 2, 3]) ;", "for (const a of 'abc') { }", "let i = 3; while (i--) ;", "let i = 3; while (i--) { }",
    "let i = 3; do i--; while (i)", "let i = 3; do { i-- } while (i)",
    "function f() { return 1 } f(); f(); f()", "const f = (a) => n(a); f(f(f()))", "async function f() { n() } f(); f(); f()",
    "function* f() { yield 1 } [...f(), ...f(), ...f()]", "class A { constructor() { n() } f() { n() } static g() { n() } } new A().f(); A.g()",
    "const o = { f() { n() }, get g() { return 1 }, set h(to) { n() } }; o.f(); o.g; o.h = 1",
  ];
  for (const source of three) assert.equal(count(source), 3, source);
  const none = ["const f = (a) => a + 1; f(f(1))", "function f() {} f()", "if (1) n(); else { n() }", "const f = () => () => 1; f()()"];
  for (const source of none) assert.equal(count(source), 0, `has an end of its own: ${source}`);
  let ticks = 0;
  const waited = "return (async () => { for await (const a of [1, 2, 3]) ; for await (const a of [1, 2]) { } })()";
  await run(waited, () => (ticks += 1));
  assert.equal(ticks, 1 + 3 + 2);
});

test("and says what it said before", () => {
  const sources = [
    `let s = ""; for (let i = 0; i < 3; i++) if (i % 2) s += "a"; else s += "b";
    for (const c of "xy") s += c; let m = 3; while (m--) s += m; do s += "."; while (s.length < 12);
    if (m) for (const k in { p: 1 }) s += k; else s += "no"; for (const c of [1, 2]) switch (c) { case 1: s += "one"; }
    const f = function (a) { return a.map((b) => { return b + 1 }) }; return s + f([1, 2])`,
    `let s = ""; if (1) for (const a of [0, 1]) if (a) s += "if"; else s += "else"; else s += "never"; return s`,
    `let s = ""; here: for (let i = 0; i < 3; i++) for (let j = 0; ; j++) { if (j > i) continue here; if (i > 1) break here; s += j } return s`,
    `let i = 0; do i++\nwhile (i < 5)\nlet g\nfor (const a of [1]) g = () => String(i)\nreturn g()`,
    `const made = []; for (let i = 0; i < 3; i++) made.push(() => i); return made.map((each) => each()).join()`,
    `const f = () => n2(), n2 = () => ({ a: f.name }); return JSON.stringify(f()) + (() => (1, n2()))().a`,
    `const f = (a) => (b) => [a, b].concat(n2(a)), n2 = (a) => a ? n2(a - 1) : "end"; return f(2)(3).join()`,
    `const f = async (a) => await n2(a), n2 = (a) => a; return String(f(1)) + f.length`,
    `function strict() { "use strict"\nreturn this === undefined } function sloppy() { return this === undefined }
    return [strict(), sloppy()].join()`,
    `const f = function () { "use strict" }, g = () => { 'use strict'; return (function () { return typeof this })() }; return g() + f()`,
    `class A { #a = 1; get a() { return this.#a } static b = 2; static { this.b += 1 } }
    class B extends A { constructor() { super(); this.c = super.a } } return new B().c + B.b`,
    `function* all() { for (const a of [1, 2]) yield a; return yield* [3] } return [...all()].join()`,
    "const s = `for (;;) ${[1, 2].map((a) => `${a}) {`).join('')} => {`; return s + /while (?:true) {/.source // for (;;) {",
    `let s = ""; for (const key in { a: 1 }) for (const c of key) while (!s) do s += c; while (0); return s`,
    `return [function named() {}.name, (() => {}).length, ((a, b) => { }).length, typeof function () { /* nothing */ }].join()`,
    `var o = { valueOf() { return 2 }, ["x" + 1]() { return 3 }, async *all() {} }; return o * 2 + o.x1()`,
  ];
  for (const source of sources) assert.equal(run(source, () => {}), new Function(source)(), source);
});

test("a file has its clock by its own kind, and each line where it was", () => {
  const files = [
    [
      "#!/usr/bin/env node\nexport const f = () => {\n  n();\n};\n",
      '#!/usr/bin/env node\nimport { tickOfDrawing } from "atrium:clock"; export const f = () => {\n  tickOfDrawing(); n();\n};\n',
    ],
    [
      "// Sloppy.\nwith (a) exports.f = () => n();",
      '// Sloppy.\nconst { tickOfDrawing } = require("atrium:clock"); with (a) exports.f = () => (tickOfDrawing(), n());',
    ],
    ['"use strict"\nwhile (n())\n  n()', '"use strict"\nconst { tickOfDrawing } = require("atrium:clock"); while (n())\n  { tickOfDrawing(); n() }'],
    ["export const a = 1; // No clock.\n", "export const a = 1; // No clock.\n"],
  ] as const;
  for (const [before, after] of files) assert.equal(ticking(before), after);
});

test("what can have no clock is not built", () => {
  assert.throws(() => ticking("for (;;", "mermaid/some.js"), /^Error: mermaid\/some\.js cannot be parsed.*\(1:7\)/);
  assert.throws(() => ticking("const tickOfDrawing = () => {}", "mermaid/some.js"), /mermaid\/some\.js says tickOfDrawing itself/);
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
