import { second, uniqueKey } from './support/board';
import { expect, open, signIn, test } from './support/house';
import { makePlanned } from './support/planned';
import type { Page } from '@playwright/test';

const day = (page: Page, date: string) => page.locator(`.month td[data-day="${date}"]`);
const bar = (page: Page, title: string) => page.locator('.month .bar').filter({ hasText: title });
const undated = (page: Page) => page.locator('.undated .line .title');

/** The board of three tasks, the first of which takes the days from 9 to 11 June. */
async function planned(page: Page, key: string) {
  await signIn(page, 'owner@demo.test');
  return makePlanned(page, key, '2027-06-09', '2027-06-11');
}

test('a task is taken to another day with all its days, others see it, and it is taken back', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'a phone has a list of days');
  const address = await planned(page, uniqueKey('C'));
  await open(page, `${address}?view=calendar&on=2027-06-09`);
  await expect(page.getByRole('heading', { name: 'June 2027' })).toBeVisible();
  await expect(day(page, '2027-06-09').locator('.bar.days-3')).toContainText('First');
  const other = await second(browser, baseURL, `${address}?view=calendar&on=2027-06-09`);
  const from = (await day(page, '2027-06-10').boundingBox())!;
  const to = (await day(page, '2027-06-15').boundingBox())!;
  const bars = (await bar(page, 'First').boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, bars.y + bars.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 8 });
  await expect(day(page, '2027-06-15')).toHaveClass(/over/);
  await page.mouse.up();
  // Taken hold of on its second day, it begins the day before.
  await expect(day(page, '2027-06-14').locator('.bar.days-3')).toContainText('First');
  await expect(day(other, '2027-06-14').locator('.bar.days-3')).toContainText('First');
  await page.keyboard.press('Control+z');
  await expect(day(other, '2027-06-09').locator('.bar.days-3')).toContainText('First');
  await other.context().close();
});

test('a task without a date is taken in, and one that is taken out loses its dates', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has a list of days');
  const address = await planned(page, uniqueKey('C'));
  await open(page, `${address}?view=calendar&on=2027-06-09`);
  await expect(undated(page)).toHaveText(['Second', 'Third']);
  await page.locator('.undated .line').first().dragTo(day(page, '2027-06-21'));
  await expect(day(page, '2027-06-21').locator('.bar')).toContainText('Second');
  await expect(undated(page)).toHaveText(['Third']);
  await bar(page, 'First').dragTo(page.locator('.undated'));
  await expect(undated(page)).toHaveText(['First', 'Third']);
  await page.reload();
  await expect(undated(page)).toHaveText(['First', 'Third']);
});

test('the calendar goes by keyboard', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  const address = await planned(page, uniqueKey('C'));
  await open(page, `${address}?view=calendar&on=2027-06-09`);
  await day(page, '2027-06-09').focus();
  await page.keyboard.press('Enter');
  await expect(bar(page, 'First').getByRole('link')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(day(page, '2027-06-17').locator('.bar.held')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(day(page, '2027-06-17').locator('.bar.days-3')).toContainText('First');
  await expect(bar(page, 'First').getByRole('link')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(day(page, '2027-06-17')).toBeFocused();
  await page.keyboard.press('PageDown');
  await expect(page.getByRole('heading', { name: 'July 2027' })).toBeVisible();
  await expect(day(page, '2027-07-01')).toBeFocused();
  await page.keyboard.press('n');
  const menu = page.locator('#day-menu');
  await expect(menu).toBeVisible();
  await menu.getByRole('button', { name: 'Add a task' }).click();
  await page.getByLabel('Title of the new task').fill('Count the till');
  await page.keyboard.press('Enter');
  await expect(day(page, '2027-07-01').locator('.bar')).toContainText('Count the till');
});

test('a phone lists the days, and moves a task by a menu', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'a wide screen has a grid');
  const address = await planned(page, uniqueKey('C'));
  await open(page, `${address}?view=calendar&on=2027-06-09`);
  const agenda = page.locator('.agenda .day');
  await expect(agenda).toHaveCount(2);
  await expect(agenda.first()).toContainText('First');
  await agenda.first().getByRole('button', { name: /to another day/ }).click();
  await page.locator('#field-menu').getByRole('button', { name: 'A week later' }).click();
  await expect(agenda.first()).toContainText('16 Jun');
  await expect(agenda.last()).toContainText('18 Jun');
});

test('weeks, months and filters hold in the address and in saved views', async ({ page }) => {
  const address = await planned(page, uniqueKey('C'));
  await open(page, `${address}?view=calendar&on=2027-06-09`);
  await page.getByRole('link', { name: 'Week', exact: true }).click();
  await expect(page.getByRole('heading', { name: '7 to 13 Jun 2027' })).toBeVisible();
  await page.getByRole('link', { name: 'The week after' }).click();
  await expect(page).toHaveURL(`${address}?view=calendar&scale=week&on=2027-06-16`);
  await page.reload();
  await expect(page.getByRole('heading', { name: '14 to 20 Jun 2027' })).toBeVisible();
});
