// Custom fields: made in the settings, said in the panel and the table, looked for, and kept when two say something.
import { makeBoard, second, uniqueKey } from './support/board';
import { expect, forgive, open, signIn, test } from './support/house';
import type { Page } from '@playwright/test';

/** Adds a field in the settings of a project, by keyboard as far as there is one. */
async function addField(page: Page, name: string, kind: string, choices: string[] = []) {
  await page.getByRole('button', { name: 'Add a field' }).click();
  await page.getByLabel('Name', { exact: true }).last().fill(name);
  await page.getByLabel('Kind').selectOption(kind);
  for (const [at, choice] of choices.entries()) {
    const line = page.getByLabel(`Choice ${at + 1}`, { exact: true });
    await line.fill(choice);
    if (at + 1 < choices.length) await line.press('Enter');
  }
  await page.getByRole('button', { name: 'Add the field' }).click();
  await expect(page.getByRole('list', { name: 'Fields in use' })).toContainText(name);
}

test('fields are made, put in order and shown on cards', async ({ page, complaints }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('F'));
  await open(page, `${address}/settings`);
  await addField(page, 'Stage', 'select', ['Early', 'Late']);
  await addField(page, 'Cost', 'number');
  const rows = page.getByRole('list', { name: 'Fields in use' }).getByRole('listitem');
  await page.getByRole('button', { name: 'Cost up' }).press('Enter');
  await expect(rows.nth(0)).toContainText('Cost');
  // The focus goes along, to the button that still has somewhere to go.
  await expect(page.getByRole('button', { name: 'Cost down' })).toBeFocused();
  await page.getByRole('button', { name: 'Add a field' }).click();
  await page.getByLabel('Name', { exact: true }).last().fill('cost');
  await page.getByRole('button', { name: 'Add the field' }).click();
  await expect(page.getByRole('alert')).toContainText('already a field of this name');
  // The name was taken on purpose.
  forgive(complaints, 422);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByLabel('Show Stage on cards').click();
  await expect(page.getByLabel('Show Stage on cards')).toBeChecked();

  await open(page, `${address}/1`);
  const fields = page.getByRole('group', { name: 'Fields' });
  await fields.getByLabel('Cost').fill('much');
  await fields.getByLabel('Cost').press('Enter');
  await expect(fields.getByRole('alert')).toContainText('a number such as 12');
  await fields.getByLabel('Cost').fill('12.50');
  await fields.getByLabel('Cost').press('Enter');
  await expect(fields.getByLabel('Cost')).toHaveValue('12.5');
  await fields.getByLabel('Stage').selectOption('Late');
  await expect(page.locator('.card .says').first()).toContainText('Late');
  await page.reload();
  await expect(page.getByRole('group', { name: 'Fields' }).getByLabel('Cost')).toHaveValue('12.5');

  // Taken away while a task says something in it, it is put aside and comes back.
  await open(page, `${address}/settings`);
  await page.getByRole('button', { name: 'Take Cost away' }).click();
  await page.getByText('1 put aside').click();
  await page.getByRole('button', { name: 'Bring Cost back' }).click();
  await expect(rows).toHaveCount(2);
});

test('a table says, filters and groups by fields', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a table wants a wide screen');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('G'));
  await open(page, `${address}/settings`);
  await addField(page, 'Stage', 'select', ['Early', 'Late']);
  await addField(page, 'Customer', 'text');
  await open(page, `${address}?view=table`);
  await page.getByRole('button', { name: /^Stage of .*-1: none/ }).click();
  await page.getByRole('button', { name: 'Late' }).click();
  await expect(page.getByRole('button', { name: /^Stage of .*-1: Late/ })).toBeVisible();
  await page.getByRole('button', { name: /^Customer of .*-2: none/ }).click();
  await page.getByRole('textbox', { name: 'Customer' }).fill('North Star');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Customer of .*-2: North Star/ })).toBeVisible();

  // The address says it, and says it again to whoever it is sent to.
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.locator('#filter-menu').getByRole('button', { name: 'Stage' }).click();
  await page.locator('#filter-menu').getByRole('button', { name: 'Late' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/f\.stage=late/);
  await expect(page.locator('tr[data-task]')).toHaveCount(1);
  await page.reload();
  await expect(page.locator('.filter')).toContainText('Stage is Late');
  await expect(page.locator('tr[data-task]')).toHaveCount(1);
  await open(page, `${address}?view=list&group=f.stage`);
  await expect(page.locator('.list-rows .head')).toHaveText([/Late/, /No Stage/]);
  await open(page, `${address}?view=table&f.customer=~star`);
  await expect(page.locator('tr[data-task]')).toHaveCount(1);
});

test('two who say something in one field see both versions', async ({ page, browser, baseURL, isMobile, complaints }) => {
  test.skip(isMobile, 'once is enough');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('C'));
  await open(page, `${address}/settings`);
  await addField(page, 'Customer', 'text');
  await open(page, `${address}/1`);
  const mine = page.getByRole('group', { name: 'Fields' }).getByLabel('Customer');
  await mine.pressSequentially('South');
  const other = await second(browser, baseURL, `${address}/1`);
  const theirs = other.getByRole('group', { name: 'Fields' }).getByLabel('Customer');
  await theirs.fill('North');
  await theirs.press('Enter');
  await expect(other.locator('.stream')).toContainText('set Customer to North');
  // What is being typed stays.
  await expect(page.locator('.stream')).toContainText('set Customer to North');
  await expect(mine).toHaveValue('South');
  await mine.press('Enter');
  const conflict = page.getByRole('group', { name: 'Fields' }).getByRole('alert');
  await expect(conflict).toContainText('Theirs: North');
  await expect(conflict).toContainText('Yours: South');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect(conflict).toHaveCount(0);
  await expect(theirs).toHaveValue('South');
  await other.context().close();
  // The second of two versions was meant to be refused.
  forgive(complaints, 409);
});
