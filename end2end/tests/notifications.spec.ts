// How somebody chooses what they are told: with the program, by keyboard, without a program, and on a device.
import { expect, forgive, open, signIn, test } from './support/house';
import type { Page } from '@playwright/test';

/** Signs in by the form, in a session that the other tests do not share. */
async function enter(page: Page, email: string) {
  await page.goto('/sign-in?next=/settings/notifications');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('demo-larkspur-roasters');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(url => url.pathname === '/settings/notifications');
}

test('choices are kept, by keyboard and on a phone', async ({ page, complaints }) => {
  await signIn(page, 'member@demo.test');
  await open(page, '/settings/notifications');
  const box = page.getByRole('checkbox', { name: 'Somebody comments: Mail' });
  const before = await box.isChecked();
  await box.focus();
  await page.keyboard.press('Space');
  await page.getByLabel('From').fill('21:30');
  await page.getByLabel('Until').fill('06:45');
  await page.getByRole('checkbox', { name: 'Sunday' }).setChecked(true);
  await page.getByLabel('Mails come').selectOption('8');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your choices are saved.')).toBeVisible();
  await open(page, '/settings/notifications');
  await expect(box).toBeChecked({ checked: !before });
  await expect(page.getByLabel('From')).toHaveValue('21:30');
  await expect(page.getByLabel('Until')).toHaveValue('06:45');
  await expect(page.getByRole('checkbox', { name: 'Sunday' })).toBeChecked();
  await expect(page.getByLabel('Mails come')).toHaveValue('8');

  await page.getByLabel('Until').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Please give a time such as 22:30.')).toBeVisible();
  forgive(complaints, 422);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
});

test('choices are kept without a program', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await enter(page, 'viewer@demo.test');
  const box = page.getByRole('checkbox', { name: 'A task changes: Inbox' });
  const before = await box.isChecked();
  await box.setChecked(!before);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto('/settings/notifications');
  await expect(box).toBeChecked({ checked: !before });
  await context.close();
});

test('a browser subscribes, is listed, and is forgotten when somebody signs out', async ({ page, context, baseURL, isMobile }) => {
  test.skip(isMobile, 'one browser is enough');
  await context.grantPermissions(['notifications'], { origin: baseURL });
  // There is no push service here: the browser's part of it is played, with an address of this machine.
  await page.addInitScript(() => {
    const bytes = (length: number) => Uint8Array.from({ length }, (_, at) => (at ? 7 : 4)).buffer;
    const text = (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    const made = {
      endpoint: `http://127.0.0.1:9/${Math.random()}`,
      toJSON() { return { endpoint: this.endpoint, keys: { p256dh: text(bytes(65)), auth: text(bytes(16)) } }; },
      unsubscribe: async () => true,
    };
    PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async () => made as unknown as PushSubscription;
    Notification.requestPermission = async () => 'granted';
  });
  await enter(page, 'guest@demo.test');
  await open(page, '/settings/notifications');
  await page.getByRole('button', { name: 'Push to this browser' }).click();
  await expect(page.getByText('Messages are pushed to this browser.')).toBeVisible();
  const device = page.getByRole('listitem').filter({ hasText: 'Since' });
  await expect(device).toContainText('This browser');
  await page.getByRole('button', { name: /^Push no more to/ }).click();
  await expect(device).toHaveCount(0);

  await page.getByRole('button', { name: 'Push to this browser' }).click();
  await expect(device).toHaveCount(1);
  // An open page would lead to the sign-in by itself.
  await page.goto('about:blank');
  await page.request.post('/sign-out', { headers: { 'sec-fetch-site': 'same-origin' } });
  await enter(page, 'guest@demo.test');
  await open(page, '/settings/notifications');
  await expect(page.getByRole('button', { name: 'Push to this browser' })).toBeVisible();
  await expect(device).toHaveCount(0);
});
