import { makeBoard, second, titles, uniqueKey } from './support/board';
import { expect, open, signIn, test } from './support/house';
import { cards, edit } from './support/planned';
import type { Page } from '@playwright/test';

const lane = (page: Page, name: string) => page.locator('.lane').filter({ has: page.getByRole('button', { name: new RegExp(`^${name}`), expanded: true }) });
const cell = (page: Page, name: string, column: string) => page.getByRole('list', { name: `${column}, ${name}`, exact: true });
const inCell = (page: Page, name: string, column: string) => cell(page, name, column).locator('.card .title');

test('a card taken to another lane and column gets both, at once for others, and goes back at once', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'a finger has a test of its own');
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('L');
  const address = await makeBoard(page, key);
  await edit(page, key, 'First', { priority: 'high' });
  await open(page, address);
  await page.getByRole('combobox', { name: 'Lanes' }).selectOption('priority');
  await expect(page).toHaveURL(`${address}?group=priority`);
  await expect(inCell(page, 'High', 'To do')).toHaveText(['First']);
  await expect(inCell(page, 'No priority', 'To do')).toHaveText(['Second', 'Third']);
  const other = await second(browser, baseURL, `${address}?group=priority`);
  await cell(page, 'No priority', 'To do').locator('.card').first().dragTo(cell(page, 'High', 'Done'));
  await expect(inCell(page, 'High', 'Done')).toHaveText(['Second']);
  await expect(inCell(other, 'High', 'Done')).toHaveText(['Second']);
  await page.keyboard.press('Control+z');
  await expect(inCell(other, 'No priority', 'To do')).toHaveText(['Second', 'Third']);
  expect((await cards(page, key)).Second).toMatchObject({ priority: 'none' });
  await other.context().close();
});

test('lanes go by keyboard, and stay folded', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('L');
  const address = await makeBoard(page, key);
  await edit(page, key, 'First', { priority: 'high' });
  await open(page, `${address}?group=priority`);
  await inCell(page, 'High', 'To do').focus();
  await page.keyboard.press('ArrowDown');
  await expect(inCell(page, 'No priority', 'To do').first()).toBeFocused();
  await page.keyboard.press('Space');
  // A lane without cards takes one in, too.
  for (const name of ['Low', 'Medium']) {
    await page.keyboard.press('ArrowUp');
    await expect(inCell(page, name, 'To do')).toBeFocused();
  }
  await page.keyboard.press('ArrowUp');
  await expect(inCell(page, 'High', 'To do')).toHaveText(['First', 'Second']);
  await expect(inCell(page, 'High', 'To do').last()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(inCell(page, 'High', 'In progress')).toBeFocused();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await cards(page, key)).Second).toMatchObject({ priority: 'high' });
  await expect(inCell(page, 'No priority', 'To do')).toHaveText(['Third']);
  await lane(page, 'No priority').getByRole('button', { name: /^No priority/ }).click();
  await expect(page.getByText('Third')).toHaveCount(0);
  await page.reload();
  await page.locator('body[data-hydrated]').waitFor();
  await expect(page.getByText('Third')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Lanes' }).selectOption('none');
  await expect(page).toHaveURL(address);
  await expect(titles(page, 'To do')).toContainText(['First', 'Third']);
});

test('a card with two people stands in both lanes, says so, and a new one gets its lane', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('L');
  const address = await makeBoard(page, key);
  const board = await (await page.request.get(`/api/v1/workspaces/larkspur/boards/${key}`)).json();
  const [one, two] = board.people;
  await edit(page, key, 'First', { assignees: [one.id, two.id] });
  await open(page, `${address}?group=person`);
  await expect(inCell(page, one.name, 'To do')).toHaveText(['First']);
  await expect(inCell(page, two.name, 'To do')).toHaveText(['First']);
  await expect(cell(page, one.name, 'To do').locator('.card')).toHaveAttribute('data-several', `Also under ${two.name}`);
  await page.getByRole('button', { name: `Add a task to Done, ${two.name}` }).click();
  await page.getByLabel('Title of the new task').fill('Fourth');
  await page.keyboard.press('Enter');
  await expect(inCell(page, two.name, 'Done')).toHaveText(['Fourth']);
});
