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
