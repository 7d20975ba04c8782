// Time on tasks: a timer that outlives the page, entries that are typed, changed and taken back, and what they add up to.
import { expectAccessible } from './support/axe';
import { makeBoard, uniqueKey } from './support/board';
import { expect, forgive, open, signIn, test } from './support/house';
import type { Page } from '@playwright/test';

const panel = (page: Page) => page.getByRole('complementary').filter({ has: page.locator('#task-title') });
const section = (page: Page) => page.getByRole('region', { name: 'Time' });

/** Nobody's timer runs on from the test before. */
async function stopTimer(page: Page) {
  await page.request.delete('/api/v1/workspaces/larkspur/timer', { headers: { 'Sec-Fetch-Site': 'same-origin' } });
}

test('a timer runs on every page, and starting another one stops it', async ({ page, isMobile }) => {
  await signIn(page, isMobile ? 'admin@demo.test' : 'member@demo.test');
  await stopTimer(page);
  const address = await makeBoard(page, uniqueKey('T'));
  await open(page, `${address}/1`);
  await panel(page).getByRole('button', { name: 'Start a timer' }).click();
  await expect(panel(page).getByRole('button', { name: 'Stop the timer', exact: true })).toBeVisible();
  const clock = page.locator('.running-timer');
  await expect(clock).toContainText(/0:00:0\d/);
  await expectAccessible(page, 'a task with a timer that runs');

  // It is there after a reload, elsewhere, and counts.
  await open(page, '/w/larkspur/projects');
  await expect(clock).toBeVisible();
  const shown = await clock.locator('.time').textContent();
  await expect(clock.locator('.time')).not.toHaveText(shown ?? '');

  await open(page, `${address}/2`);
  await panel(page).getByRole('button', { name: 'Start a timer' }).click();
  await expect(clock.getByRole('link')).toHaveAttribute('title', /-2: Second$/);
  // On a phone the task lies over the frame.
  if (isMobile) await open(page, address);
  await clock.getByRole('button').click();
  await expect(page.getByText('Stopped. 1m written down')).toBeVisible();
  await expect(clock).toHaveCount(0);
  await open(page, `${address}/2`);
  await expect(section(page)).toContainText('1m');
  await open(page, `${address}/1`);
  await expect(section(page).getByRole('listitem')).toHaveCount(1);
});

test('time is written down, put right, removed and brought back, and summed up', async ({ page, isMobile, complaints }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('U');
  const address = await makeBoard(page, key);
  await open(page, `${address}/1`);
  await panel(page).getByRole('button', { name: 'Estimate' }).click();
  await panel(page).getByLabel('Estimate').fill('2h');
  await panel(page).getByLabel('Estimate').press('Enter');
  await panel(page).getByRole('button', { name: 'Time', exact: true }).click();
  const long = section(page).getByLabel('How long');
  await expect(long).toBeFocused();
  await long.fill('soon');
  await long.press('Enter');
  await expect(section(page).getByRole('alert')).toContainText('Please write a time such as');
  forgive(complaints, 422);
  await long.fill('1:30');
  await section(page).getByLabel('Note').fill('Sanding');
  await section(page).getByRole('button', { name: 'Write down' }).click();
  await expect(section(page).getByRole('heading')).toContainText('1h 30m of 2h');
  await expectAccessible(page, 'a task with time');

  const row = section(page).getByRole('listitem');
  await row.hover();
  await row.getByRole('button', { name: /^Change 1h 30m/ }).click();
  await row.getByLabel('How long').fill('3h');
  await row.getByLabel('How long').press('Enter');
  await expect(section(page).getByRole('heading')).toContainText('3h, 1h over the 2h estimated');
  await row.hover();
  await row.getByRole('button', { name: /^Remove 3h/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(section(page).getByRole('heading')).toContainText('3h, 1h over');

  await open(page, address);
  await page.getByRole('button', { name: 'More about this project' }).click();
  await page.getByRole('link', { name: 'Time spent' }).click();
  await expect(page.getByRole('heading', { name: 'Time spent', level: 1 })).toBeVisible();
  await expect(page.locator('.sum')).toContainText('3h');
  await expect(page.getByRole('region', { name: 'Time by task' })).toContainText('First');
  await expect(page.getByRole('img', { name: /The most was 3h/ })).toBeVisible();
  await expectAccessible(page, 'the time of a project');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const path = await (await download).path();
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(path, 'utf8')).toContain(`,${key}-1,First,180,3.00,Sanding,`);

  await page.getByRole('link', { name: 'Last month' }).click();
  await expect(page.getByRole('heading', { name: 'No time in these days' })).toBeVisible();
  if (!isMobile) {
    await open(page, '/w/larkspur/time?of=everybody');
    await expect(page.getByRole('region', { name: 'Time by project' })).toBeVisible();
  }
});
