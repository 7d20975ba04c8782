// Spaces and pages of a test's own, made over the API of the signed-in person.
import { expect } from './house';
import type { Page } from '@playwright/test';

const headers = { 'Sec-Fetch-Site': 'same-origin' };
export const base = '/api/v1/workspaces/larkspur';

export interface Space { id: string; slug: string; name: string }
export interface WikiPage { id: string; number: number; title: string }

export async function ask(page: Page, path: string, data: unknown, status = 201) {
  const answer = await page.request.post(`${base}${path}`, { data, headers });
  expect(answer.status(), await answer.text()).toBe(status);
  return answer.json();
}

export const makeSpace = (page: Page, name: string, more: object = {}): Promise<Space> => ask(page, '/spaces', { name, ...more });

export const makePage = (page: Page, space: Space, title: string, parent?: WikiPage): Promise<WikiPage> =>
  ask(page, '/pages', { title, place: { space_id: space.id, parent_id: parent?.id } });

export const addressOf = (page: WikiPage) => `/w/larkspur/wiki/${page.number}`;
export const unique = (name: string) => `${name} ${Date.now().toString(36)}`;

/** What of a tree is in sight, each as deep as it stands. */
export async function tree(page: Page): Promise<string[]> {
  const rows = page.getByRole('treeitem');
  return rows.evaluateAll(items => items.map(item => '-'.repeat(Number(item.ariaLevel) - 1) + item.querySelector('.one-line')!.textContent));
}
