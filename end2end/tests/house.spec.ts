import { expectAccessible } from './support/axe';
import { expect, open, test } from './support/house';

test('a stranger is met by a sign-in page with a name', async ({ page }) => {
  const response = await open(page, '/sign-in');
  expect(response?.status()).toBe(200);
  await expect(page).toHaveTitle(/Atrium/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the sign-in page is accessible in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, '/sign-in');
    await expectAccessible(page);
  });
}
