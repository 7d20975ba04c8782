// What every journey starts from. Import `test` and `expect` from here: a journey in which the
// browser logged an error fails, whatever else it found.
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';

// How many times slower the browser is than it could be: what holds on a busy machine holds here.
const slower = Number(process.env.ATRIUM_TEST_SLOWER ?? 0);

export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page, context }, use) => {
      if (slower) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
      const complaints: string[] = [];
      page.on('pageerror', error => complaints.push(error.message));
      page.on('console', message => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints, 'errors in the browser').toEqual([]);
    },
    { auto: true },
  ],
});

// The browser logs every answer that is not a success; of these the journey asked for one.
export function forgive(complaints: string[], status: number) {
  const others = complaints.filter(text => !text.includes(`status of ${status}`));
  complaints.splice(0, complaints.length, ...others);
}

// Opens a page and waits until it answers to clicks, not only until it shows.
export async function open(page: Page, path: string) {
  const response = await page.goto(path);
  await awake(page);
  return response;
}

export async function awake(page: Page) {
  // A door fetches its program at the first sign of a person.
  await page.mouse.move(1, 1);
  await page.locator('body[data-hydrated]').waitFor();
}

const password = 'demo-larkspur-roasters';

// Signs one of the demonstration people in: the first time as they would, then with the same session.
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();

export async function signIn(page: Page, email: string) {
  const known = sessions.get(email);
  if (known) {
    await page.context().addCookies(known);
    return;
  }
  await open(page, '/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
  await awake(page);
  sessions.set(email, await page.context().cookies());
}

export { expect };
