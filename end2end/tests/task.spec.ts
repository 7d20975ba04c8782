import { column, makeBoard, second, titles, uniqueKey } from './support/board';
import { expect, forgive, open, signIn, test } from './support/house';
import type { Page } from '@playwright/test';

const panel = (page: Page) => page.locator('aside.panel');
const item = (page: Page, text: string) => panel(page).locator('.checklist .item').filter({ hasText: text });
const texts = (page: Page) => panel(page).locator('.checklist .item .text');
const card = (page: Page, title: string) => page.locator('.card').filter({ has: page.locator('.title', { hasText: title }) });

async function openTask(page: Page, letter: string) {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey(letter);
  const address = await makeBoard(page, key);
  await open(page, `${address}/1`);
  return { key, address };
}

test('a start, a due date and an estimate as people say it', async ({ page, complaints }) => {
  await openTask(page, 'P');
  await panel(page).getByRole('button', { name: 'Estimate' }).click();
  await panel(page).getByLabel('Estimate').fill('2.5 hours');
  await panel(page).getByLabel('Estimate').press('Enter');
  await expect(panel(page).getByLabel('Estimate')).toHaveValue('2h 30m');
  await panel(page).getByLabel('Estimate').fill('soon');
  await panel(page).getByLabel('Estimate').press('Enter');
  await expect(panel(page).getByRole('alert')).toContainText('such as 2h 30m');
  await panel(page).getByLabel('Due date').fill('2026-12-01');
  await expect(page.locator('.stream')).toContainText('set the due date to 2026-12-01');
  await panel(page).getByRole('button', { name: 'Start', exact: true }).click();
  await panel(page).getByLabel('Start', { exact: true }).fill('2026-12-02');
  await expect(panel(page).getByRole('alert')).toContainText('after the due date');
  await panel(page).getByLabel('Start', { exact: true }).fill('2026-11-30');
  await expect(page.locator('.stream')).toContainText('set the start to 2026-11-30');
  forgive(complaints, 422);
});

test('lines that are pasted become a checklist that everybody sees, ticks and moves', async ({ page, browser, baseURL, isMobile }) => {
  const { address } = await openTask(page, 'L');
  const other = await second(browser, baseURL, `${address}/1`);
  await panel(page).getByRole('button', { name: 'Checklist', exact: true }).click();
  const field = panel(page).getByLabel('New item of the checklist');
  await expect(field).toBeFocused();
  await field.fill('- Sand\n- Prime\n- Paint');
  await field.press('Enter');
  await expect(texts(page)).toHaveText(['Sand', 'Prime', 'Paint']);
  await expect(texts(other)).toHaveText(['Sand', 'Prime', 'Paint']);

  await panel(page).getByLabel('Write a comment').fill('Half a comment');
  await item(other, 'Prime').getByRole('checkbox').click();
  await expect(item(page, 'Prime').getByRole('checkbox')).toBeChecked();
  await expect(panel(page).locator('.checklist .count')).toHaveText('1/3');
  await expect(card(page, 'First').locator('footer')).toContainText('1/3');
  await expect(panel(page).getByLabel('Write a comment')).toHaveValue('Half a comment');

  if (!isMobile) {
    await item(page, 'Sand').getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await expect(item(page, 'Sand').getByRole('checkbox')).toBeChecked();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(texts(other)).toHaveText(['Prime', 'Sand', 'Paint']);
    await expect(item(page, 'Sand').getByRole('checkbox')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(item(page, 'Paint').getByRole('checkbox')).toBeFocused();
    await page.keyboard.press('Delete');
    await expect(texts(other)).toHaveText(['Prime', 'Sand']);
  }
  await page.reload();
  await expect(texts(page).first()).toHaveText(isMobile ? 'Sand' : 'Prime');
  await other.context().close();
});

test('two who write the same item both keep what they wrote', async ({ page, browser, baseURL, complaints }) => {
  const { address } = await openTask(page, 'W');
  await panel(page).getByRole('button', { name: 'Checklist', exact: true }).click();
  await panel(page).getByLabel('New item of the checklist').fill('Sand');
  await panel(page).getByLabel('New item of the checklist').press('Enter');
  await expect(texts(page)).toHaveText(['Sand']);
  const other = await second(browser, baseURL, `${address}/1`);
  await item(page, 'Sand').locator('.text').click();
  await panel(page).getByLabel('Text of the item').fill('Sand by hand');
  await item(other, 'Sand').locator('.text').click();
  await panel(other).getByLabel('Text of the item').fill('Sand twice');
  await panel(other).getByLabel('Text of the item').press('Enter');
  await expect(texts(other)).toHaveText(['Sand twice']);
  await panel(page).getByLabel('Text of the item').press('Enter');
  await expect(panel(page).locator('.conflict')).toContainText('Sand twice');
  await expect(panel(page).getByLabel('Text of the item')).toHaveValue('Sand by hand');
  await panel(page).getByRole('button', { name: 'Keep mine' }).click();
  await expect(texts(page)).toHaveText(['Sand by hand']);
  await expect(texts(other)).toHaveText(['Sand by hand']);
  forgive(complaints, 409);
  await other.context().close();
});

test('a subtask is added by its title, one is taken in and let go', async ({ page }) => {
  const { key, address } = await openTask(page, 'S');
  await panel(page).getByRole('button', { name: 'Subtasks' }).click();
  await panel(page).getByLabel('Title of the new subtask').fill('A part');
  await panel(page).getByLabel('Title of the new subtask').press('Enter');
  await expect(panel(page).locator('.subtasks .task-line')).toContainText(['A part']);
  await expect(card(page, 'A part').locator('.parent')).toContainText(`${key}-1`);
  await panel(page).getByRole('button', { name: 'Add a task that is there' }).click();
  await panel(page).getByRole('combobox', { name: 'Task to add as a subtask' }).fill('Second');
  await panel(page).getByRole('option', { name: 'Second' }).click();
  await expect(panel(page).locator('.subtasks .count')).toHaveText('0/2');
  await expect(card(page, 'First').locator('footer')).toContainText('0/2');
  await panel(page).getByRole('link', { name: 'Second' }).click();
  await expect(page).toHaveURL(new RegExp(`${address}/2$`));
  await expect(panel(page).locator('.part-of')).toContainText(`${key}-1 First`);
  await panel(page).getByRole('button', { name: /^Make this a task of its own/ }).click();
  await expect(panel(page).locator('.part-of')).toHaveCount(0);
  await expect(card(page, 'First').locator('footer')).toContainText('0/1');
});

test('a task that waits for another is marked, warned of, and refused where the project says so', async ({ page, complaints }) => {
  const { key, address } = await openTask(page, 'R');
  await panel(page).getByRole('button', { name: 'Relation', exact: true }).click();
  await panel(page).getByRole('combobox', { name: 'The other task' }).fill(`${key}-2`);
  await expect(panel(page).getByRole('listbox').getByRole('option')).toHaveCount(1);
  await panel(page).getByRole('combobox', { name: 'The other task' }).press('Enter');
  await expect(panel(page).locator('.relations .blocking .task-line')).toContainText('Second');
  await expect(card(page, 'First').locator('.blocked')).toBeVisible();
  await panel(page).getByRole('link', { name: 'Close' }).click();

  const toDone = async (title: string) => {
    await card(page, title).hover();
    await card(page, title).getByRole('button', { name: /^Move/ }).click();
    await page.getByRole('group', { name: 'Move to' }).getByRole('button', { name: 'Done' }).click();
  };
  await toDone('First');
  await expect(titles(page, 'Done')).toHaveText(['First']);
  const toast = page.getByRole('region', { name: 'Messages' });
  await expect(toast).toContainText('another task still blocks it');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third']);

  await open(page, `${address}/settings`);
  await page.getByLabel('When a task is completed that another one still blocks').selectOption('forbid');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('The project is saved.')).toBeVisible();
  await open(page, address);
  await toDone('First');
  await expect(toast).toContainText(`${key}-1 cannot be completed yet: it is blocked by ${key}-2`);
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third']);
  forgive(complaints, 422);
  await toDone('Second');
  await expect(card(page, 'First').locator('.blocked')).toHaveCount(0);
  await toDone('First');
  await expect(column(page, 'Done').locator('.card')).toHaveCount(2);
});

test.describe('without the worker, so that an answer can be held up', () => {
  test.use({ serviceWorkers: 'block' });

  test('a task opens with what the board knows, has the focus, and gives it back', async ({ page }) => {
    await signIn(page, 'owner@demo.test');
    const address = await makeBoard(page, uniqueKey('O'));
    await open(page, address);
    let answer = () => {};
    const answered = new Promise<void>((done) => (answer = done));
    await page.route(/\/load_task/, async (route) => {
      await answered;
      await route.continue();
    });
    const title = card(page, 'Second').locator('.title');
    await title.click();
    await expect(panel(page).getByRole('heading', { name: 'Second' })).toBeVisible();
    await expect(panel(page).locator('[aria-busy]').first()).toBeVisible();
    await expect(panel(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(panel(page)).toHaveCount(0);
    await expect(title).toBeFocused();
    await page.keyboard.press('Enter');
    answer();
    await expect(panel(page).getByLabel('Title')).toHaveValue('Second');
    await expect(page).toHaveURL(`${address}/2`);
    await expect(panel(page)).toBeFocused();
  });
});
