import { expectAccessible } from './support/axe';
import { expect, open, signIn, test } from './support/house';
import { everything } from './support/everything';
import { addressOf, ask, makePage, makeSpace, unique } from './support/wiki';
import type { Locator, Page } from '@playwright/test';

const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' });
const body = (page: Page) => page.locator('.prose-body');

async function edit(page: Page) {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(text(page)).toBeVisible();
}

async function made(page: Page, html: string) {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Reading'));
  const written = await makePage(page, space, 'One of everything');
  await open(page, addressOf(written));
  await edit(page);
  await text(page).click();
  await text(page).evaluate((field, given) => {
    const pasted = new DataTransfer();
    pasted.setData('text/html', given);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
  }, html);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.locator('.edit-page', { hasText: 'Done' }).click();
  await expect(text(page)).toHaveCount(0);
  return written;
}

/** Diagrams are drawn when they come into view. */
async function allDrawn(within: Locator) {
  const diagrams = within.locator('.diagram:not([hidden])');
  await expect(diagrams).toHaveCount(2);
  for (const diagram of await diagrams.all()) {
    await diagram.scrollIntoViewIfNeeded();
    await expect(diagram.locator('img')).toBeVisible();
  }
  await expect(within.locator('.math .katex').first()).toBeVisible();
  await expect(within.locator('.hljs-keyword').first()).toBeVisible();
}

/** Where each block stands below the first, and each cell and item within. */
const places = (within: Locator) => within.evaluate((root) => {
  const top = root.getBoundingClientRect().top;
  const seen = [...root.children, ...root.querySelectorAll('li, th, td')].filter((element) => getComputedStyle(element).display !== 'none');
  return seen.map((element) => {
    const box = element.getBoundingClientRect();
    return { words: element.textContent!.slice(0, 30), top: box.top - top, left: box.left, height: box.height };
  });
});

test('pressing Edit moves nothing', async ({ page }) => {
  const written = await made(page, everything);
  await open(page, addressOf(written));
  await allDrawn(body(page));
  const read = await places(body(page));
  const begins = (await body(page).boundingBox())!.y + (await page.locator('main').evaluate(main => main.scrollTop));
  await edit(page);
  await allDrawn(text(page));
  const edited = await places(text(page));
  expect((await text(page).boundingBox())!.y + (await page.locator('main').evaluate(main => main.scrollTop))).toBeCloseTo(begins, 0);
  expect(edited.length).toBe(read.length);
  const moved = read.filter((was, at) => {
    const is = edited[at]!;
    return (['top', 'left', 'height'] as const).some(side => Math.abs(is[side] - was[side]) >= 2);
  });
  expect(moved).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('a diagram has the colours of the theme, also when that changes', async ({ page }) => {
  const written = await made(page, everything);
  await open(page, addressOf(written));
  await allDrawn(body(page));
  const drawn = body(page).locator('.diagram > img').first();
  const light = await drawn.getAttribute('src');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(drawn).not.toHaveAttribute('src', light!);
});

test('who has a public link reads a page as members do', async ({ page, browser, baseURL }) => {
  const written = await made(page, everything);
  const { address } = await ask(page, `/pages/${written.id}/shares`, { days: 30, below: false });
  const stranger = await browser.newContext({ baseURL });
  const reader = await stranger.newPage();
  const complaints: string[] = [];
  reader.on('console', message => message.type() === 'error' && complaints.push(message.text()));
  await reader.goto(new URL(address).pathname);
  await allDrawn(body(reader));
  await expect(reader.locator('.callout.tip')).toHaveCSS('position', 'relative');
  await expect(reader.locator('.table-scroll th').first()).toBeVisible();
  await expectAccessible(reader, 'a public page with one of everything');
  expect(complaints).toEqual([]);
  await stranger.close();
});

test('a press below the text goes on writing in a paragraph of its own', async ({ page, isMobile }) => {
  test.skip(isMobile, 'pressed with a mouse here');
  const written = await made(page, '<p>First.</p><hr>');
  await open(page, addressOf(written));
  await edit(page);
  const press = async () => {
    const box = (await text(page).boundingBox())!;
    await page.mouse.click(box.x + 200, box.y + box.height - 30);
  };
  await press();
  await page.keyboard.type('Second.');
  await expect(text(page).locator(':scope > *')).toHaveText(['First.', '', 'Second.']);
  await page.keyboard.press('Enter');
  await press();
  await page.keyboard.type('Third.');
  await expect(text(page).locator(':scope > *')).toHaveText(['First.', '', 'Second.', 'Third.']);
});

test('a page in which nothing is written begins with a click into it', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Empty'));
  await open(page, addressOf(await makePage(page, space, 'Nothing yet')));
  await page.locator('article[data-page]').click({ position: { x: 80, y: 60 } });
  await expect(text(page)).toBeFocused();
});

test('the handle of a block stays within the page', async ({ page, isMobile }) => {
  test.skip(isMobile, 'there is no handle');
  const written = await made(page, everything);
  await open(page, addressOf(written));
  await edit(page);
  for (const width of [1440, 1100, 800]) {
    await page.setViewportSize({ width, height: 900 });
    const column = (await page.locator('.page-column').boundingBox())!;
    for (const block of ['p', '.task-list > li', '.callout']) {
      await text(page).locator(`:scope > ${block}`).first().hover();
      const handle = (await page.locator('.editor-handle').boundingBox())!;
      expect(handle.x, `${block} at ${width}`).toBeGreaterThan(column.x);
    }
  }
});
