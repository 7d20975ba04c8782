import { makeBoard, uniqueKey } from './support/board';
import { expect, open, signIn, test } from './support/house';
import { makeSpace, unique } from './support/wiki';
import type { Page } from '@playwright/test';

test('a stranger is met by a sign-in page with a name', async ({ page }) => {
  const response = await open(page, '/sign-in');
  expect(response?.status()).toBe(200);
  await expect(page).toHaveTitle(/Atrium/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});

test('it can be installed, and says so when there is no network', async ({ page, context }) => {
  await open(page, '/sign-in');
  const manifest = await (await page.request.get('/manifest.webmanifest')).json();
  expect(manifest).toMatchObject({ display: 'standalone', start_url: '/' });
  for (const icon of manifest.icons) expect((await page.request.get(icon.src)).ok()).toBe(true);

  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.goto('/w/larkspur').catch(() => undefined);
  await expect(page.getByRole('heading')).toContainText(/offline|connection/i);

  await context.setOffline(false);
  await open(page, '/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});

test('a door fetches its program when somebody is there', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', request => fetched.push(request.url()));
  await page.goto('/sign-in');
  await page.waitForLoadState('networkidle');
  expect(fetched.filter(url => url.endsWith('.wasm'))).toEqual([]);
  await page.getByLabel('E-mail').focus();
  await page.locator('body[data-hydrated]').waitFor();
  expect(fetched.filter(url => url.endsWith('.wasm'))).not.toEqual([]);
});

test('one can sign in before the program has arrived', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/sign-in?next=/w/larkspur');
  await page.getByLabel('E-mail').fill('member@demo.test');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(/e-mail|password/i);
  await page.getByLabel('E-mail').fill('member@demo.test');
  await page.getByLabel('Password', { exact: true }).fill('demo-larkspur-roasters');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/w/larkspur');
  await context.close();
});

test('what was said leaves by itself, though more was said after it', async ({ page, isMobile }) => {
  test.skip(isMobile, 'once is enough');
  await signIn(page, 'owner@demo.test');
  await open(page, '/w/larkspur/settings');
  const save = page.getByRole('button', { name: 'Save the record' });
  const said = page.locator('.toast', { hasText: 'The billing record is saved.' });
  await save.click();
  await expect(said).toHaveCount(1);
  await save.click();
  await expect(said).toHaveCount(2);
  await expect(said).toHaveCount(0);
});

test('a menu is walked by arrows, and what opened it has the focus again', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  await open(page, '/w/larkspur');
  const opener = page.locator('.sidebar [popovertarget="me"]');
  const menu = page.getByRole('group', { name: 'You' });
  const things = menu.locator('a, button');
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  const last = (await things.count()) - 1;
  const steps: [string, number][] = [['ArrowDown', 0], ['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', last], ['ArrowDown', 0], ['End', last], ['Home', 0]];
  for (const [key, at] of steps) {
    await page.keyboard.press(key);
    await expect(things.nth(at), key).toBeFocused();
  }
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(opener).toBeFocused();
  // Upwards it begins at its end.
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(things.nth(last)).toBeFocused();
  await page.keyboard.press('Escape');

  // In one with fields, arrows go by those in which they choose a value, and stay in them.
  await open(page, await makeBoard(page, uniqueKey('M')));
  const change = page.getByRole('button', { name: 'Change the column To do' });
  const column = page.getByRole('group', { name: 'Column To do' });
  await change.focus();
  await page.keyboard.press('Enter');
  await expect(column.getByLabel('Name')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(column.getByLabel('Name')).toBeFocused();
  await page.keyboard.press('End');
  await expect(column.getByLabel('Name')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(column.getByLabel('Tasks here are finished')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(column.getByRole('button', { name: 'Save' })).toBeFocused();
  await column.getByLabel('Most tasks at once').focus();
  await page.keyboard.press('ArrowUp');
  await expect(column.getByLabel('Most tasks at once')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(change).toBeFocused();
});

/** Follows a link to any address as a press on one does: the program stays. */
const follow = (page: Page, href: string) =>
  page.evaluate(href => {
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, href);

test('from one space to another, each shows what its address asks for', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const [one, other] = [await makeSpace(page, unique('Attic')), await makeSpace(page, unique('Porch'))];
  await open(page, `/w/larkspur/spaces/${one.slug}?shelf=trash`);
  const heading = page.getByRole('heading', { level: 1 });
  const tab = page.getByRole('navigation', { name: 'Of this space' }).locator('[aria-current="page"]');
  await expect(tab).toHaveText('Trash');
  const loaded: string[] = [];
  page.on('request', request => {
    if (request.isNavigationRequest()) loaded.push(request.url());
  });
  await follow(page, `/w/larkspur/spaces/${other.slug}`);
  await expect(heading).toContainText(other.name);
  await expect(tab).toHaveText('Pages');
  await page.getByRole('link', { name: 'Settings and access' }).click();
  await expect(tab).toHaveText('Settings and access');
  await page.goBack();
  await expect(tab).toHaveText('Pages');
  await page.goBack();
  await expect(heading).toContainText(one.name);
  await expect(tab).toHaveText('Trash');
  expect(loaded).toEqual([]);
});

test('who leaves a list that was searched does not load it once more', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  await open(page, '/w/larkspur/people?q=a');
  const asked: string[] = [];
  page.on('request', request => {
    if (request.url().includes('load_people')) asked.push(request.url());
  });
  await follow(page, '/w/larkspur/wiki');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wiki');
  await page.waitForTimeout(300);
  expect(asked).toEqual([]);
});
