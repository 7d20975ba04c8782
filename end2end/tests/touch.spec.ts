import { makeBoard, second, titles, uniqueKey } from './support/board';
import { Finger } from './support/finger';
import { expect, open, signIn, test } from './support/house';
import type { Page } from '@playwright/test';

const longPress = 400;

test.skip(({ isMobile }) => !isMobile, 'fingers belong to the phone');

async function middle(page: Page, title: string) {
  const box = await page.locator('.card', { hasText: title }).boundingBox();
  if (!box) throw new Error(`the card ${title} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, height: box.height };
}

test('a long press takes a card up, and another session sees where it lands', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('L'));
  await open(page, address);
  const other = await second(browser, baseURL, address);
  const [first, third] = [await middle(page, 'First'), await middle(page, 'Third')];
  const finger = await Finger.on(page);
  await finger.stroke(first, longPress, [{ x: first.x, y: third.y + third.height / 2 }]);
  await expect(titles(page, 'To do')).toHaveText(['Second', 'Third', 'First']);
  await expect(titles(other, 'To do')).toHaveText(['Second', 'Third', 'First']);
  // It was no tap: the task did not open.
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await other.context().close();
});

test('held at the edge, a card travels to the next column', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('D'));
  await open(page, address);
  const other = await second(browser, baseURL, address);
  const card = await middle(page, 'Second');
  const finger = await Finger.on(page);
  await finger.stroke(card, longPress, [{ x: 380, y: card.y }], 350);
  await expect(titles(page, 'To do')).toHaveText(['First', 'Third']);
  const landed = page.locator('.column').filter({ has: page.locator('.card', { hasText: 'Second' }) }).locator('h2');
  const name = (await landed.textContent()) ?? '';
  expect(['In progress', 'In review', 'Done']).toContain(name);
  await expect(titles(other, name)).toHaveText(['Second']);
  await other.context().close();
});

test('without a long press the board scrolls and nothing moves', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('Z'));
  await open(page, address);
  const card = await middle(page, 'Second');
  const finger = await Finger.on(page);
  await finger.stroke({ x: 260, y: card.y }, 0, [{ x: 40, y: card.y }]);
  await expect.poll(() => page.locator('.board').evaluate(board => board.scrollLeft)).toBeGreaterThan(100);
  await expect(page.locator('.lifted')).toHaveCount(0);
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third']);
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});
