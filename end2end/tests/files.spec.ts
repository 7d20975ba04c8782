// Files on a task: they come by choice, by drop and by paste, go on after a cut line, and are looked at.
import { makeBoard, second, titles, uniqueKey } from './support/board';
import { expect, forgive, open, signIn, test } from './support/house';
import { expectAccessible } from './support/axe';
import type { Page } from '@playwright/test';

// Two pictures of one pixel, which the browser shows like any other.
const png = (base64: string) => Buffer.from(base64, 'base64');
const red = png('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4oaEBAALUARkFUI+kAAAAAElFTkSuQmCC');
const blue = png('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPQCDgBAAHkAUEYgvCnAAAAAElFTkSuQmCC');

async function task(page: Page, letter: string) {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey(letter));
  await open(page, `${address}/1`);
  return address;
}

const files = (page: Page) => page.locator('.panel .files');
const choose = (page: Page, some: { name: string; mimeType: string; buffer: Buffer }[]) =>
  files(page).locator('input[type=file]').setInputFiles(some);

test('files are chosen, shown, looked at and taken away', async ({ page }) => {
  const address = await task(page, 'F');
  await choose(page, [
    { name: 'red.png', mimeType: 'image/png', buffer: red },
    { name: 'blue.png', mimeType: 'image/png', buffer: blue },
    { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('The fence, in green.') },
  ]);
  await expect(files(page).locator('.pictures li')).toHaveCount(2);
  await expect(files(page).getByRole('link', { name: 'plan.txt' })).toBeVisible();
  await expect(page.locator('.stream')).toContainText('attached plan.txt to this');
  await expectAccessible(page, 'a task with files');

  await files(page).getByRole('link', { name: 'Open red.png' }).click();
  const viewer = page.getByRole('dialog', { name: 'Picture' });
  await expect(viewer.getByRole('heading', { name: 'red.png' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(viewer.getByRole('heading', { name: 'blue.png' })).toBeVisible();
  await expectAccessible(page, 'a picture');
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`${address}/1$`));

  const download = page.waitForEvent('download');
  await files(page).getByRole('link', { name: 'plan.txt' }).click();
  expect((await download).suggestedFilename()).toBe('plan.txt');

  await files(page).getByRole('button', { name: 'Remove plan.txt' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(files(page).getByRole('link', { name: 'plan.txt' })).toHaveCount(0);
});

test('what one person drops on a task another sees on its card', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'once is enough');
  const address = await task(page, 'D');
  const other = await second(browser, baseURL, address);
  await expect(titles(other, 'To do')).toHaveCount(3);
  const carried = await page.evaluateHandle(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(['The fence.'], 'dropped.txt', { type: 'text/plain' }));
    return carried;
  });
  await page.dispatchEvent('.panel .stream', 'dragover', { dataTransfer: carried });
  await expect(page.locator('.panel > .open')).toHaveClass(/receiving/);
  await page.dispatchEvent('.panel .stream', 'drop', { dataTransfer: carried });
  await expect(files(page).getByRole('link', { name: 'dropped.txt' })).toBeVisible();
  await expect(other.locator('.card').first().getByTitle('Files')).toHaveText('1');
  await page.evaluate(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(['Pasted.'], 'pasted.txt', { type: 'text/plain' }));
    const event = new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true });
    document.querySelector('.panel .title')?.dispatchEvent(event);
  });
  await expect(files(page).getByRole('link', { name: 'pasted.txt' })).toBeVisible();
  await expect(other.locator('.card').first().getByTitle('Files')).toHaveText('2');
  await other.context().close();
});

test('an upload goes on after a cut line, and can be given up', async ({ page, complaints, isMobile }) => {
  test.skip(isMobile, 'once is enough');
  await task(page, 'C');
  const bytes = Buffer.alloc(3_000_000, 'fence ');
  let pieces = 0;
  await page.route('**/uploads/*', async route => {
    pieces += 1;
    // The second piece does not arrive, and of the third the answer does not.
    if (pieces === 2) return route.abort('connectionreset');
    if (pieces === 4) {
      await route.fetch();
      return route.abort('connectionreset');
    }
    return route.continue();
  });
  await choose(page, [{ name: 'long.txt', mimeType: 'text/plain', buffer: bytes }]);
  await expect(files(page).locator('.uploads')).toContainText('It goes on by itself');
  await expect(files(page).getByRole('link', { name: 'long.txt' })).toBeVisible({ timeout: 15_000 });
  const link = await files(page).getByRole('link', { name: 'long.txt' }).getAttribute('href');
  const got = await page.request.get(link ?? '');
  expect(bytes.equals(await got.body()), 'it arrives as it was sent').toBe(true);
  await page.unroute('**/uploads/*');

  await page.route('**/uploads/*', route => (route.request().method() === 'DELETE' ? route.continue() : route.abort()));
  await choose(page, [{ name: 'never.txt', mimeType: 'text/plain', buffer: bytes }]);
  await files(page).getByRole('button', { name: 'Give up never.txt' }).click();
  await expect(files(page).locator('.uploads li')).toHaveCount(0, { timeout: 10_000 });
  complaints.splice(0, complaints.length, ...complaints.filter(text => !text.includes('net::ERR')));
  forgive(complaints, 409);
});
