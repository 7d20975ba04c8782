// What comes in from elsewhere, and what goes out: files and calendars.
import { readFile } from 'node:fs/promises';
import { expectAccessible } from './support/axe';
import { makeBoard, titles, uniqueKey } from './support/board';
import { expect, forgive, open, signIn, test } from './support/house';

const trello = {
  name: 'Garden',
  lists: [{ id: 'l1', name: 'Beds', pos: 1 }, { id: 'l2', name: 'Paths', pos: 2 }],
  labels: [{ id: 'a', name: 'water', color: 'blue' }],
  cards: [
    { id: 'c1', name: 'Plant tulips', idList: 'l1', pos: 2, idLabels: ['a'] },
    { id: 'c2', name: 'Dig', idList: 'l1', pos: 1, desc: 'Deep.' },
    { id: 'c3', name: 'Lost card', idList: 'nowhere' },
  ],
};

test('a board of Trello is tried, brought in, brought in again without doubling, and taken back', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('T'));
  const file = { name: 'garden.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(trello)) };
  await open(page, `${address}/import`);
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('This is a board of Trello (JSON).')).toBeVisible();
  await expect(page.getByRole('row', { name: /Lost card/ })).toContainText('Its list is not in the file.');
  await page.getByRole('button', { name: 'Bring in 2 tasks' }).click();
  await expect(page.getByText('2 tasks are brought in.')).toBeVisible();

  await page.getByRole('button', { name: 'Import another file' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByRole('button', { name: 'Bring in 0 tasks' })).toBeDisabled();
  await page.getByLabel('With tasks that are here already').selectOption('again');
  await page.getByRole('button', { name: 'Bring in 2 tasks' }).click();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByRole('button', { name: 'Take it back' }).first().click();
  await expect(page.getByText('The import is taken back.')).toBeVisible();

  await open(page, address);
  await expect(titles(page, 'Beds')).toHaveText(['Dig', 'Plant tulips']);
});

test('a project is downloaded and read back', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('D'));
  await open(page, `${address}/settings`);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as JSON' }).click();
  const content = await readFile(await (await download).path(), 'utf8');
  expect(JSON.parse(content).tasks).toHaveLength(3);

  await open(page, `${await makeBoard(page, uniqueKey('E'))}/import`);
  await page.locator('input[type=file]').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await expect(page.getByText('This is a project of Atrium (JSON).')).toBeVisible();
  await page.getByRole('button', { name: 'Bring in 3 tasks' }).click();
  await expect(page.getByText('3 tasks are brought in.')).toBeVisible();
});

test('the address of a calendar is shown once, read without signing in, and revoked', async ({ page, playwright, complaints }) => {
  await signIn(page, 'owner@demo.test');
  await open(page, '/settings/profile');
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = await page.locator('#calendar code').innerText();
  expect(address).toMatch(/\/calendar\/cal_.+\.ics$/);
  const program = await playwright.request.newContext();
  const read = await program.get(address);
  expect(await read.text()).toContain('BEGIN:VCALENDAR');
  expect(read.headers()['set-cookie']).toBeUndefined();

  await page.reload();
  await expect(page.locator('#calendar code')).toHaveCount(0);
  await expect(page.getByText('There is an address. A new one ends it.')).toBeVisible();
  await page.getByRole('button', { name: 'Revoke the address' }).click();
  await expect(page.getByRole('button', { name: 'Make an address' })).toBeVisible();
  expect((await program.get(address)).status()).toBe(404);
  forgive(complaints, 404);
});

test('a public link shows the board to who is not signed in, until it is revoked', async ({ page, browser, baseURL, complaints }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('U'));
  await open(page, `${address}/settings`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.locator('#share code').innerText();
  const visitor = await (await browser.newContext({ baseURL })).newPage();
  await visitor.goto(link);
  await expect(visitor.locator('.column').first().locator('.card .title')).toHaveText(['First', 'Second', 'Third']);
  await expect(visitor.getByRole('button')).toHaveCount(0);
  await expectAccessible(visitor, 'a board at a public link');

  await page.getByRole('button', { name: /^Revoke the link/ }).click();
  await expect(page.getByText('The link opens nothing any more.')).toBeVisible();
  expect((await visitor.goto(link))?.status()).toBe(404);
  await visitor.context().close();
  forgive(complaints, 404);
});
