// What a person does on a board and on a page, timed in the page and in the browser's trace.

/** The longest event of what a person does, from the press to the next paint, as INP counts it. */
export async function longest(page, act) {
  await page.evaluate(() => (window.__seen.events = []));
  await act();
  await page.waitForTimeout(1_000);
  // Below 16 ms the browser tells of none.
  return page.evaluate(() => Math.max(16, ...window.__seen.events));
}

/** A card through the columns and to the lower edge, where the column scrolls, and back to its place. */
export async function drag(page, byFinger) {
  const browser = page.context().browser();
  const point = await pointer(page, byFinger);
  const from = middleOf(await page.locator('.card').nth(1).boundingBox());
  const { width, height } = page.viewportSize();
  const stops = [{ x: width * 0.6, y: from.y }, { x: width * 0.6, y: height - 60 }, { x: from.x, y: height - 60 }, from];
  await browser.startTracing(page, { categories: ['__metadata', 'toplevel', 'disabled-by-default-devtools.timeline'] });
  await page.evaluate(countFrames);
  await point.down(from);
  await page.waitForTimeout(byFinger ? 400 : 50);
  let at = from;
  for (const next of stops) {
    for (let step = 1; step <= 40; step += 1) {
      const share = step / 40;
      await point.move({ x: at.x + (next.x - at.x) * share, y: at.y + (next.y - at.y) * share });
      await page.waitForTimeout(8);
    }
    at = next;
  }
  await point.up();
  await page.waitForTimeout(300);
  const frame = await page.evaluate(() => window.__frames());
  return { frame, task: longestTask(JSON.parse(await browser.stopTracing())) };
}

const middleOf = box => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

async function pointer(page, byFinger) {
  const { mouse } = page;
  if (!byFinger) {
    return {
      down: async at => (await mouse.move(at.x, at.y), mouse.down()),
      move: at => mouse.move(at.x, at.y),
      up: () => mouse.up(),
    };
  }
  const session = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return { down: at => send('touchStart', [at]), move: at => send('touchMove', [at]), up: () => send('touchEnd', []) };
}

// The longest time between two frames, from now until `__frames` is asked.
function countFrames() {
  let last = performance.now();
  let longest = 0;
  let counting = true;
  const look = now => {
    longest = Math.max(longest, now - last);
    last = now;
    if (counting) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.__frames = () => {
    counting = false;
    return longest;
  };
}

// In milliseconds, on the main thread that worked most: the page's.
function longestTask({ traceEvents }) {
  const threads = new Map();
  const mains = new Set(
    traceEvents
      .filter(it => it.name === 'thread_name' && it.args.name === 'CrRendererMain')
      .map(it => `${it.pid}/${it.tid}`),
  );
  for (const { name, pid, tid, dur } of traceEvents) {
    const thread = `${pid}/${tid}`;
    if (!name.endsWith('RunTask') || !dur || !mains.has(thread)) continue;
    const seen = threads.get(thread) ?? { sum: 0, longest: 0 };
    threads.set(thread, { sum: seen.sum + dur, longest: Math.max(seen.longest, dur) });
  }
  const busiest = [...threads.values()].sort((a, b) => b.sum - a.sum)[0];
  if (!busiest) throw new Error('the trace has no task of the page');
  return busiest.longest / 1000;
}

/** From the press of a letter in the filter's field to the frame after the last change of the board. */
export async function filter(page) {
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.activeElement?.id === 'board-search');
  await page.evaluate(() => {
    let pressed = 0;
    window.__filtered = 0;
    addEventListener('keydown', event => (pressed = event.timeStamp), { capture: true, once: true });
    new MutationObserver(() => {
      requestAnimationFrame(() => setTimeout(() => pressed && (window.__filtered = performance.now() - pressed)));
    }).observe(document.querySelector('.board-page'), { childList: true, subtree: true, attributes: true });
  });
  await page.keyboard.press('e');
  await page.waitForTimeout(1_500);
  const took = await page.evaluate(() => window.__filtered);
  if (!took) throw new Error('the filter changed nothing on the board');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  return took;
}

/** A click on a card: the longest event, and the time until the panel shows the task. */
export async function open(page) {
  await page.evaluate(() => {
    let pressed = 0;
    window.__drawn = 0;
    addEventListener('pointerdown', event => (pressed = event.timeStamp), { capture: true, once: true });
    const look = () => {
      if (pressed && document.querySelector('.panel textarea')) window.__drawn = performance.now() - pressed;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const event = await longest(page, async () => {
    await page.locator('.card .title').first().click();
    await page.waitForFunction(() => window.__drawn, null, { timeout: 60_000 });
  });
  return { event, drawn: await page.evaluate(() => window.__drawn) };
}

/** From the press of "Edit" to the frame in which the page takes letters; then waits until the wire is still. */
export async function edit(page) {
  await page.evaluate(() => {
    let pressed = 0;
    window.__editing = 0;
    addEventListener('pointerdown', event => (pressed = event.timeStamp), { capture: true, once: true });
    const look = () => {
      const text = document.querySelector('[contenteditable="true"]');
      if (pressed && text && document.activeElement === text) window.__editing = performance.now() - pressed;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.waitForFunction(() => window.__editing, null, { timeout: 60_000 });
  const took = await page.evaluate(() => window.__editing);
  await page.waitForTimeout(1_500);
  return took;
}
