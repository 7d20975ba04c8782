import { makeBoard, second, titles, uniqueKey } from './support/board';
import { expect, forgive, open, signIn, test } from './support/house';

test('a project gets another name, from the menu of its board', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('P');
  await open(page, await makeBoard(page, key));
  await page.getByRole('button', { name: 'More about this project' }).click();
  await page.getByRole('link', { name: 'Project settings' }).click();
  await page.getByLabel('Name', { exact: true }).fill(`Garden ${key}`);
  await page.getByLabel('What it is for').fill('Beds and paths');
  await page.getByRole('radio', { name: 'Violet' }).check({ force: true });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Garden ${key}`);
  await expect(page.locator('.sidebar a', { hasText: `Garden ${key}` }).locator('.dot')).toHaveClass(/hue-8/);
  await page.reload();
  await expect(page.getByLabel('What it is for')).toHaveValue('Beds and paths');
});

test('a project is archived and restored', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('Q');
  const address = await makeBoard(page, key);
  await open(page, `${address}/settings`);
  await page.getByRole('button', { name: 'Archive the project' }).click();
  await expect(page.getByText('This project is archived')).toBeVisible();
  await expect(page.locator('.sidebar a', { hasText: key })).toHaveCount(0);

  await open(page, '/w/larkspur/projects');
  await page.getByRole('link', { name: 'Archived', exact: true }).click();
  await page.getByRole('link', { name: `Board ${key}` }).click();
  await expect(page.getByText('This project is archived')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a task' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Its settings' }).click();
  await page.getByRole('button', { name: 'Restore the project' }).click();
  await expect(page.getByRole('button', { name: 'Archive the project' })).toBeVisible();
});

test('a guest of the workspace sees a project while it is shared', async ({ page, browser, baseURL, complaints }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('S'));
  await open(page, `${address}/settings`);
  const share = async (email: string) => {
    await page.getByLabel('E-mail of the guest').fill(email);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
  };
  await share('nobody@demo.test');
  await expect(page.getByText('Nobody here has this address')).toBeVisible();
  forgive(complaints, 422);
  await share('guest@demo.test');
  const row = page.locator('.list li').filter({ has: page.getByRole('button', { name: /^Take the project away/ }) });
  await expect(row).toContainText('May look');

  const guest = await second(browser, baseURL, address, 'guest@demo.test');
  await expect(titles(guest, 'To do')).toHaveText(['First', 'Second', 'Third']);
  await expect(guest.getByRole('button', { name: 'Add a task' })).toHaveCount(0);
  await row.getByRole('button', { name: /^Let change/ }).click();
  await expect(row).toContainText('May look and change');
  await row.getByRole('button', { name: /^Take the project away/ }).click();
  await expect(row).toHaveCount(0);
  await expect(guest.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await guest.context().close();
});

test('an archived task comes back from the settings of its project', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('R'));
  await open(page, `${address}/2`);
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await expect(page.getByText('This task is archived')).toBeVisible();
  await open(page, address);
  await expect(titles(page, 'To do')).toHaveText(['First', 'Third']);
  await page.getByRole('button', { name: 'More about this project' }).click();
  await page.getByRole('link', { name: 'Archived tasks' }).click();
  await page.getByRole('button', { name: /^Restore .*-2$/ }).click();
  await expect(page.getByText('There are none.')).toBeVisible();
  await open(page, address);
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third']);
});

test('a viewer reads the settings of a project and changes nothing', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('W'));
  const viewer = await second(browser, baseURL, `${address}/settings`, 'viewer@demo.test');
  await expect(viewer.getByRole('heading', { name: 'Archived tasks' })).toBeVisible();
  // Their own calendar is theirs to subscribe to.
  await expect(viewer.locator('main section:not(#calendar) form')).toHaveCount(0);
  await viewer.context().close();
});
