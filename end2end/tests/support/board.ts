// A board of a test's own, and where things are on it.
import { expect, open, signIn } from './house';
import type { Browser, Page } from '@playwright/test';

/** A project of this test's own, with three tasks, made over the API of the signed-in person. */
export async function makeBoard(page: Page, key: string): Promise<string> {
  const ask = async (path: string, data: unknown) => {
    const answer = await page.request.post(`/api/v1/workspaces/larkspur${path}`, {
      data,
      headers: { 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  };
  const project = await ask('/projects', { key, name: `Board ${key}` });
  for (const title of ['First', 'Second', 'Third']) {
    await ask(`/projects/${project.id}/tasks`, { title });
  }
  return `/w/larkspur/p/${key}`;
}

export const column = (page: Page, name: string) => page.locator('.column').filter({ has: page.getByRole('heading', { name, exact: true }) });
export const titles = (page: Page, name: string) => column(page, name).locator('.card .title');
export const uniqueKey = (letter: string) => `${letter}${Date.now().toString(36).toUpperCase().slice(-7)}`;

/** Somebody else, on a browser of their own. */
export async function second(browser: Browser, baseURL: string | undefined, address: string, email = 'member@demo.test'): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, email);
  await open(page, address);
  return page;
}
