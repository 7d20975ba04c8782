import { expectAccessible } from './support/axe';
import { second } from './support/board';
import { expect, open, signIn, test } from './support/house';
import { addressOf, makePage, makeSpace, unique } from './support/wiki';
import type { Page } from '@playwright/test';

const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' });
const article = (page: Page) => page.locator('article[data-page]');

async function write(page: Page, words: string) {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(text(page)).toBeVisible();
  await text(page).click();
  await page.keyboard.type(words);
}

const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();

test('two people write at once, and who reads has every word', async ({ page, browser, baseURL, isMobile }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Writing'));
  const made = await makePage(page, space, 'Minutes');
  await open(page, addressOf(made));
  await write(page, 'We open at nine.');
  const other = await second(browser, baseURL, addressOf(made));
  await write(other, ' And close at five.');
  await expect(text(page)).toContainText('And close at five.');
  await expect(text(page)).toContainText('We open at nine.');
  await saved(page);
  await saved(other);
  await expectAccessible(page, 'a page that is written');
  await other.context().close();

  await page.locator('.edit-page').click();
  await expect(article(page)).toContainText('And close at five.');
  await page.reload();
  await expect(article(page)).toContainText('We open at nine.');
  await expect(text(page)).toHaveCount(0);
});

test('a comment marks the words that it is about until it is settled', async ({ page, isMobile }) => {
  test.skip(isMobile, 'words are selected by keys here');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Talk'));
  const made = await makePage(page, space, 'Prices');
  await open(page, addressOf(made));
  await write(page, 'A bun costs two crowns');
  await page.keyboard.press('Shift+Control+ArrowLeft');
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Comment' }).click();
  const panel = page.getByRole('complementary', { name: 'Comments' });
  await expect(panel.locator('.quote')).toContainText('crowns');
  await panel.getByLabel('Write a comment').fill('Are we sure?');
  await panel.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(panel.getByText('Are we sure?')).toBeVisible();
  const mark = article(page).locator('[data-thread]');
  await expect(mark).toHaveText('crowns');
  await expectAccessible(page, 'the comments of a page');
  await panel.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(mark).toHaveCount(0);
});

test('who is called on a page finds it in the inbox, and has read it when it was opened', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'the comment is sent by keys here');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Called'));
  const title = unique('Rota');
  const made = await makePage(page, space, title);
  await open(page, addressOf(made));
  await page.getByRole('button', { name: 'Comments' }).click();
  const field = page.getByLabel('Write a comment');
  await field.pressSequentially('Is this so, @pri');
  await expect(page.locator('.people-found > li')).toHaveText(/Priya Raman/);
  await field.press('Enter');
  await field.press('Control+Enter');
  await expect(page.getByText('Is this so,')).toBeVisible();

  const priya = await second(browser, baseURL, '/w/larkspur/inbox');
  const item = priya.locator('.inbox-item').filter({ hasText: title });
  await expect(item).toHaveClass(/unread/);
  await expect(item).toContainText('Odile Laurent mentioned you in a comment');
  await expectAccessible(priya, 'an inbox with a page');
  await item.getByRole('link', { name: title }).click();
  await expect(priya.getByRole('heading', { level: 1 })).toContainText(title);
  await open(priya, '/w/larkspur/inbox');
  await expect(item).not.toHaveClass(/unread/);
  await item.getByRole('button', { name: 'Done' }).click();
  await expect(item).toHaveCount(0);
  await priya.context().close();
});
