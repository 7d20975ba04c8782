import { column, makeBoard, second, titles, uniqueKey } from './support/board';
import { expect, forgive, open, signIn, test } from './support/house';
import type { Page } from '@playwright/test';

const menuButton = (page: Page, name: string) => page.getByRole('button', { name: `Change the column ${name}`, exact: true });
const menu = (page: Page, name: string) => page.getByRole('group', { name: `Column ${name}`, exact: true });
const names = (page: Page) => page.locator('.column h2');
const first = ['To do', 'In progress', 'In review', 'Done'];

test('a column gets another name and a limit, and everybody sees it', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('C'));
  await open(page, address);
  const other = await second(browser, baseURL, address);

  await menuButton(page, 'To do').click();
  await menu(page, 'To do').getByLabel('Name').fill('Next');
  await menu(page, 'To do').getByLabel('Most tasks at once').fill('2');
  await menu(page, 'To do').getByRole('button', { name: 'Save' }).click();
  await expect(menu(page, 'Next')).toBeHidden();
  await expect(names(page)).toHaveText(['Next', ...first.slice(1)]);
  await expect(names(other)).toHaveText(['Next', ...first.slice(1)]);
  await expect(column(other, 'Next').locator('.count')).toHaveText('3 / 2');
  await expect(column(other, 'Next').locator('.count')).toHaveClass(/full/);

  await menuButton(other, 'Next').click();
  await menu(other, 'Next').getByLabel('Most tasks at once').fill('');
  await menu(other, 'Next').getByRole('button', { name: 'Save' }).click();
  await expect(column(page, 'Next').locator('.count')).toHaveText('3');
  await other.context().close();
});

test('a column without a name is refused in words, and what was typed is forgotten', async ({ page, complaints }) => {
  await signIn(page, 'owner@demo.test');
  await open(page, await makeBoard(page, uniqueKey('E')));
  await menuButton(page, 'To do').click();
  await menu(page, 'To do').getByLabel('Name').fill('   ');
  await menu(page, 'To do').getByRole('button', { name: 'Save' }).click();
  await expect(menu(page, 'To do').getByRole('alert')).toBeVisible();
  forgive(complaints, 422);
  await page.keyboard.press('Escape');
  await menuButton(page, 'To do').click();
  await expect(menu(page, 'To do').getByLabel('Name')).toHaveValue('To do');
});

test('columns move by keyboard, and the focus stays with them', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('F'));
  await open(page, address);
  const other = await second(browser, baseURL, address);
  await menuButton(page, 'To do').focus();
  await page.keyboard.press('Enter');
  await menu(page, 'To do').getByRole('button', { name: 'Move right' }).focus();
  await page.keyboard.press('Enter');
  const moved = ['In progress', 'To do', 'In review', 'Done'];
  await expect(names(page)).toHaveText(moved);
  await expect(names(other)).toHaveText(moved);
  await expect(menuButton(page, 'To do')).toBeFocused();
  await expect(page.locator('[aria-live=assertive]')).toHaveText('To do: place 2 of 4.');
  await page.reload();
  await expect(names(page)).toHaveText(moved);
  await other.context().close();
});

test('a column goes, its tasks go where one says, and the last one stays', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('G'));
  await open(page, address);
  const other = await second(browser, baseURL, address);
  const remove = async (name: string, to: string) => {
    await menuButton(page, name).click();
    await menu(page, name).getByText('Remove the column').click();
    await menu(page, name).getByLabel(/^Its tasks/).selectOption(to);
    await menu(page, name).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(menuButton(page, name)).toHaveCount(0);
  };
  await remove('To do', 'In review');
  for (const who of [page, other]) {
    await expect(names(who)).toHaveText(first.slice(1));
    await expect(titles(who, 'In review')).toHaveText(['First', 'Second', 'Third']);
  }
  await remove('In progress', 'In review');
  await remove('Done', 'In review');
  await menuButton(page, 'In review').click();
  await expect(menu(page, 'In review').getByText('Remove the column')).toHaveCount(0);
  await other.context().close();
});

test('a column is added at the end', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('H'));
  await open(page, address);
  const other = await second(browser, baseURL, address);
  await page.getByRole('button', { name: 'Add a column' }).click();
  await page.getByLabel('Name of the new column').fill('Shipped');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(names(page)).toHaveText([...first, 'Shipped']);
  await expect(names(other)).toHaveText([...first, 'Shipped']);
  await other.context().close();
});

test('a viewer has no menu on columns', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('V'));
  const viewer = await second(browser, baseURL, address, 'viewer@demo.test');
  await expect(names(viewer)).toHaveText(first);
  await expect(viewer.getByRole('button', { name: /^Change the column/ })).toHaveCount(0);
  await expect(viewer.getByRole('button', { name: 'Add a column' })).toHaveCount(0);
  await viewer.context().close();
});
