// The ten everyday actions of docs/everyday.md, with as many clicks and keys as it says.
import { readFileSync } from 'node:fs';
import { makeBoard, titles, uniqueKey } from './support/board';
import { Hands } from './support/hands';
import { expect, open, signIn, test } from './support/house';
import type { Page } from '@playwright/test';

const notes = readFileSync(new URL('../../docs/everyday.md', import.meta.url), 'utf8');

/** What the notes say of Atrium: "2 clicks, 3 keys, 2.6 s". */
function said(action: string): string {
  const row = notes.split('\n').find(line => line.startsWith(`| ${action} |`));
  if (!row) throw new Error(`docs/everyday.md does not tell of: ${action}`);
  return row.split('|')[2].trim();
}

const card = (page: Page, title: string) => page.locator('.card').filter({ hasText: title });

async function begin(page: Page): Promise<Hands> {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('E');
  await open(page, await makeBoard(page, key));
  const label = await page.request.get(`/api/v1/workspaces/larkspur/boards/${key}`);
  const project = (await label.json()).project.id;
  for (const [name, hue] of [['Art', 2], ['Bug', 3]]) {
    const made = await page.request.post(`/api/v1/workspaces/larkspur/projects/${project}/labels`, {
      data: { name, hue },
      headers: { 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(made.status(), await made.text()).toBe(201);
  }
  await open(page, `/w/larkspur/p/${key}`);
  return new Hands(page);
}

test.beforeEach(({ isMobile }) => test.skip(isMobile, 'keys and a mouse'));

test('a task with a day, a person, a label and a priority is written', async ({ page }) => {
  const hands = await begin(page);
  await hands.key('c');
  await expect(page.getByLabel('Title of the new task')).toBeFocused();
  await hands.text('Mend the till');
  await hands.keys(' fri @mateo #bug !high');
  await hands.key('Enter');
  await expect(card(page, 'Mend the till').locator('.priority.high')).toBeVisible();
  await expect(card(page, 'Mend the till').locator('.chip')).toHaveText('Bug');
  expect(hands.said()).toBe(said('Write a task with a day, a person, a label and a priority'));
});

test('a card is moved to the next column', async ({ page }) => {
  const hands = await begin(page);
  await hands.hover(card(page, 'Second'));
  await hands.key('.');
  await expect(titles(page, 'In progress')).toHaveText(['Second']);
  expect(hands.said()).toBe(said('Move a card to the next column'));
});

test('a card is given to somebody', async ({ page }) => {
  const hands = await begin(page);
  await hands.hover(card(page, 'Second'));
  await hands.key('a');
  await expect(page.getByLabel('Find a choice')).toBeFocused();
  await hands.keys('mat');
  await hands.key('Enter');
  await expect(card(page, 'Second').getByTitle('Mateo Silva')).toBeVisible();
  await expect(page.locator('#field-menu')).toBeHidden();
  expect(hands.said()).toBe(said('Give a card to somebody'));
});

test('a card is due tomorrow', async ({ page }) => {
  const hands = await begin(page);
  await hands.hover(card(page, 'Second'));
  await hands.key('d');
  await expect(page.getByRole('button', { name: 'No date' })).toBeFocused();
  await hands.keys('tt');
  await hands.key('Enter');
  await expect(card(page, 'Second').locator('.due')).toBeVisible();
  expect(hands.said()).toBe(said('Say that it is due tomorrow'));
});

test('a card gets a label', async ({ page }) => {
  const hands = await begin(page);
  await hands.hover(card(page, 'Second'));
  await hands.key('l');
  await expect(page.locator('#field-menu').getByRole('button', { name: 'Art' })).toBeFocused();
  await hands.key('b');
  await hands.key('Enter');
  await expect(card(page, 'Second').locator('.chip')).toHaveText('Bug');
  expect(hands.said()).toBe(said('Put a label on it'));
});

test('a task is found and opened', async ({ page }) => {
  const hands = await begin(page);
  const key = new URL(page.url()).pathname.split('/').pop() ?? '';
  await hands.key('/');
  await hands.text(`${key.toLowerCase()}-2`);
  await expect(page.locator('dialog.palette').getByRole('option').first()).toContainText('Second');
  await hands.key('Enter');
  await expect(page).toHaveURL(new RegExp(`/p/${key}/2$`));
  expect(hands.said()).toBe(said('Find a task and open it'));
});

test('only what is mine is shown', async ({ page }) => {
  const hands = await begin(page);
  await hands.key('q');
  await expect(page.locator('.card')).toHaveCount(0);
  await expect(page.locator('.filter')).toContainText('Odile Laurent');
  expect(hands.said()).toBe(said('See only what is mine'));
  await hands.key('q');
  await expect(page.locator('.card')).toHaveCount(3);
});

test('a comment calls somebody', async ({ page }) => {
  const hands = await begin(page);
  await hands.click(card(page, 'Second').locator('.title'));
  await hands.click(page.getByLabel('Write a comment'));
  await hands.text('Can you look, ');
  await hands.keys('@mat');
  await expect(page.getByRole('option', { name: /Mateo Silva/ })).toBeVisible();
  await hands.key('Enter');
  await hands.chord('Control', 'Enter');
  await expect(page.locator('.stream')).toContainText('Can you look');
  expect(hands.said()).toBe(said('Comment and call somebody'));
});

test('a wrong move is taken back', async ({ page }) => {
  const hands = await begin(page);
  await card(page, 'Second').hover();
  await page.keyboard.press('.');
  await expect(titles(page, 'In progress')).toHaveText(['Second']);
  await expect(page.locator('.card.waiting')).toHaveCount(0);
  await hands.chord('Control', 'z');
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third']);
  expect(hands.said()).toBe(said('Take back a wrong move'));
});

test('three cards are given to somebody at once', async ({ page }) => {
  const hands = await begin(page);
  await hands.clickWith('Control', card(page, 'First'));
  await hands.clickWith('Shift', card(page, 'Third'));
  await hands.key('a');
  await expect(page.getByLabel('Find a choice')).toBeFocused();
  await hands.keys('mat');
  await hands.key('Enter');
  await expect(page.locator('.card').getByTitle('Mateo Silva')).toHaveCount(3);
  expect(hands.said()).toBe(said('Give three cards to somebody'));
});
