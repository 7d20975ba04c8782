import { expect, open, test } from './support/house';

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
