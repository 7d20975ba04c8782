// Boards of a test's own whose tasks have dates, people and relations.
import { expect } from './house';
import { makeBoard } from './board';
import type { Page } from '@playwright/test';

interface Card {
  id: string;
  title: string;
  version: number;
}

const headers = { 'Sec-Fetch-Site': 'same-origin' };
const base = '/api/v1/workspaces/larkspur';

export async function cards(page: Page, key: string): Promise<Record<string, Card>> {
  const board = await (await page.request.get(`${base}/boards/${key}`)).json();
  return Object.fromEntries(board.cards.map((card: Card) => [card.title, card]));
}

export async function edit(page: Page, key: string, title: string, data: unknown) {
  const card = (await cards(page, key))[title];
  const answer = await page.request.patch(`${base}/tasks/${card.id}`, { data, headers });
  expect(answer.status(), await answer.text()).toBe(200);
}

export async function block(page: Page, key: string, blocker: string, blocked: string) {
  const all = await cards(page, key);
  const data = { kind: 'blocks', other_id: all[blocked].id };
  const answer = await page.request.post(`${base}/tasks/${all[blocker].id}/relations`, { data, headers });
  expect(answer.status(), await answer.text()).toBe(201);
}

/** The day so many days from now, as the demonstration's people have it. */
export function day(ahead: number): string {
  const now = new Date(Date.now() + ahead * 86_400_000);
  return now.toISOString().slice(0, 10);
}

/** The board of three tasks, the first of which takes three days from the one given. */
export async function makePlanned(page: Page, key: string, start: string, due: string): Promise<string> {
  const address = await makeBoard(page, key);
  await edit(page, key, 'First', { start_on: start, due_on: due });
  return address;
}
