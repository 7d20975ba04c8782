import { column, makeBoard, second, titles, uniqueKey } from './support/board';
import { expect, open, signIn, test } from './support/house';

test('what one person drags, another sees', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'the mouse belongs to the desktop');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('M'));
  await open(page, address);
  const other = await second(browser, baseURL, address);
  await expect(titles(other, 'To do')).toHaveText(['First', 'Second', 'Third']);

  const card = await titles(page, 'To do').nth(0).boundingBox();
  const target = await column(page, 'In progress').boundingBox();
  if (!card || !target) throw new Error('the board is not drawn');
  await page.mouse.move(card.x + 20, card.y + 10);
  await page.mouse.down();
  await page.mouse.move(card.x + 40, card.y + 20, { steps: 4 });
  await page.mouse.move(target.x + 120, target.y + 80, { steps: 8 });
  await page.mouse.up();

  await expect(titles(page, 'In progress')).toHaveText(['First']);
  await expect(titles(other, 'In progress')).toHaveText(['First']);
  await page.reload();
  await expect(titles(page, 'In progress')).toHaveText(['First']);
  await other.context().close();
});

test('the keyboard lifts, carries, puts down and leaves alone', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no arrow keys');
  await signIn(page, 'owner@demo.test');
  await open(page, await makeBoard(page, uniqueKey('K')));
  await titles(page, 'To do').nth(0).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(titles(page, 'To do')).toHaveText(['Second', 'First', 'Third']);
  await page.keyboard.press('Escape');
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third']);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await expect(titles(page, 'In progress')).toHaveText(['First']);
  await page.keyboard.press('Space');
  await expect(page.locator('[aria-live=assertive]')).toContainText('In progress');
  await page.reload();
  await expect(titles(page, 'In progress')).toHaveText(['First']);
});

test('keys that come faster than the screen is drawn are the card\'s all the same', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no arrow keys');
  await signIn(page, 'owner@demo.test');
  await open(page, await makeBoard(page, uniqueKey('F')));
  for (const [from, to, arrow] of [['To do', 'In progress', 'ArrowRight'], ['In progress', 'To do', 'ArrowLeft']]) {
    await titles(page, from).filter({ hasText: 'First' }).focus();
    await Promise.all(['Space', arrow, 'Space'].map(key => page.keyboard.press(key)));
    await expect(page.locator('[aria-live=assertive]')).toHaveText(new RegExp(`^First: put down in ${to}`));
    await expect(titles(page, to).filter({ hasText: 'First' })).toBeFocused();
  }
});

test('the menu moves a card with one finger', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  await open(page, await makeBoard(page, uniqueKey('N')));
  await column(page, 'To do').locator('.card').nth(1).hover();
  await column(page, 'To do').locator('.card').nth(1).getByRole('button', { name: /^Move/ }).click();
  await page.getByRole('group', { name: 'Move to' }).getByRole('button', { name: 'Done' }).click();
  await expect(titles(page, 'Done')).toHaveText(['Second']);
});

test('who was away for a while misses nothing', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'once is enough');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('A'));
  await open(page, address);
  const other = await second(browser, baseURL, address);
  await expect(other.locator('.sync')).toContainText('Up to date');
  await other.context().setOffline(true);
  await expect(other.locator('.sync')).toContainText('Offline');
  await titles(page, 'To do').nth(2).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(titles(page, 'In progress')).toHaveText(['Third']);
  await other.context().setOffline(false);
  await expect(titles(other, 'In progress')).toHaveText(['Third']);
  await other.context().close();
});

test('a task opens over the board, is talked about, and closes', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('T'));
  await open(page, address);
  await titles(page, 'To do').first().click();
  await expect(page).toHaveURL(new RegExp(`${address}/1$`));
  await page.getByLabel('Write a comment').fill('Looks **good**');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(page.locator('.stream .comment strong', { hasText: 'good' })).toBeVisible();
  await page.getByRole('link', { name: 'Close' }).click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});

test('a viewer looks and cannot touch', async ({ page }) => {
  await signIn(page, 'viewer@demo.test');
  await open(page, '/w/larkspur/projects');
  await page.locator('.tiles a').first().click();
  await expect(page.locator('.card').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a task' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Move/ })).toHaveCount(0);
});
