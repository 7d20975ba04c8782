import { second, uniqueKey } from './support/board';
import { expect, open, signIn, test } from './support/house';
import { block, cards, day, edit, makePlanned } from './support/planned';
import type { Page } from '@playwright/test';

const bar = (page: Page, title: string) => page.locator('.task-row').filter({ has: page.locator('.title', { hasText: title }) }).locator('.time-bar');
const dates = async (page: Page, key: string, title: string) => {
  const { start_on, due_on } = (await cards(page, key))[title] as any;
  return [start_on ?? null, due_on ?? null];
};

async function carry(page: Page, from: { x: number; y: number }, byX: number) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + byX, from.y, { steps: 8 });
  await page.mouse.up();
}

test('a bar is moved, and its ends, and all of it is taken back', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'a finger scrolls the line; the menu moves tasks');
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('T');
  const address = await makePlanned(page, key, day(3), day(5));
  await open(page, `${address}?view=timeline&scale=week`);
  const other = await second(browser, baseURL, `${address}?view=timeline&scale=week`);
  await expect(bar(other, 'First')).toBeVisible();
  const width = 36;
  const box = (await bar(page, 'First').boundingBox())!;
  await carry(page, { x: box.x + box.width / 2, y: box.y + 10 }, 2 * width);
  await expect.poll(() => dates(page, key, 'First')).toEqual([day(5), day(7)]);
  await expect.poll(async () => Math.round((await bar(other, 'First').boundingBox())!.x - box.x)).toBe(2 * width);
  const moved = (await bar(page, 'First').boundingBox())!;
  await carry(page, { x: moved.x + moved.width - 3, y: moved.y + 10 }, width);
  await expect.poll(() => dates(page, key, 'First')).toEqual([day(5), day(8)]);
  await carry(page, { x: moved.x + 3, y: moved.y + 10 }, -width);
  await expect.poll(() => dates(page, key, 'First')).toEqual([day(4), day(8)]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => dates(page, key, 'First')).toEqual([day(3), day(5)]);
  await other.context().close();
});

test('a bar goes by keyboard', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('T');
  await open(page, `${await makePlanned(page, key, day(3), day(5))}?view=timeline`);
  await expect(bar(page, 'First')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowRight');
  await expect(bar(page, 'First')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Space');
  await expect.poll(() => dates(page, key, 'First')).toEqual([day(4), day(7)]);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(page.locator('.time-bar.held')).toHaveCount(0);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('m');
  await page.locator('#field-menu').getByRole('button', { name: 'Tomorrow' }).click();
  await expect(bar(page, 'Second')).toBeVisible();
});

test('what starts before what it waits for ends is said in words', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('T');
  const address = await makePlanned(page, key, day(1), day(5));
  await edit(page, key, 'Second', { start_on: day(3), due_on: day(8) });
  await open(page, `${address}?view=timeline`);
  await expect(page.locator('.links path')).toHaveCount(0);
  await block(page, key, 'First', 'Second');
  await expect(page.locator('.links path.clash')).toHaveCount(1);
  await expect(page.getByText(`Starts before ${key}-1 ends`)).toBeVisible();
  await edit(page, key, 'Second', { start_on: day(6) });
  await expect(page.locator('.clashing')).toHaveCount(0);
  await expect(page.locator('.links path')).toHaveCount(1);
});

test('a task without dates gets some where it stands', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('T');
  await open(page, `${await makePlanned(page, key, day(1), day(5))}?view=timeline`);
  await page.getByRole('button', { name: `Give it dates ${key}-2` }).click();
  await page.locator('#field-menu').getByRole('button', { name: 'Today' }).click();
  await expect(bar(page, 'Second')).toHaveCount(1);
  await page.getByRole('link', { name: 'Quarters' }).click();
  await expect(page).toHaveURL(/scale=quarter/);
  await expect(bar(page, 'First')).toHaveCount(1);
});
