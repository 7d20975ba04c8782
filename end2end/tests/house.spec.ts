import { expect, open, test } from './support/house';

test('a stranger is met by a sign-in page with a name', async ({ page }) => {
  const response = await open(page, '/sign-in');
  expect(response?.status()).toBe(200);
  await expect(page).toHaveTitle(/Atrium/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});
