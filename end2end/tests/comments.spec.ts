import { expectAccessible } from './support/axe';
import { second } from './support/board';
import { expect, open, signIn, test } from './support/house';
import { addressOf, makePage, makeSpace, unique } from './support/wiki';
import type { Page } from '@playwright/test';

const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Comments' });
const opener = (page: Page) => page.locator('.comments-button');
const mark = (page: Page) => page.locator('.prose-body [data-thread]');
const here = (page: Page) => page.locator('article[data-page]').getByRole('button', { name: 'Comment', exact: true });

/** A page of one line, open to be read. */
async function priced(page: Page) {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Talk'));
  const made = await makePage(page, space, 'Prices');
  await open(page, addressOf(made));
  await write(page, 'A bun costs two crowns, tea is free.');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.locator('.edit-page', { hasText: 'Done' }).click();
  await expect(text(page)).toHaveCount(0);
  return made;
}

async function write(page: Page, words: string) {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(text(page)).toBeVisible();
  await text(page).press('ControlOrMeta+End');
  await page.keyboard.type(words);
}

/** As a pointer would, of the text that is read. */
async function select(page: Page, words: string) {
  await page.locator('.prose-body').evaluate((body, words) => {
    const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode as Text;
      const at = text.data.indexOf(words);
      if (at < 0) continue;
      getSelection()!.setBaseAndExtent(text, at, text, at + words.length);
      return;
    }
    throw new Error(`nobody wrote ${words}`);
  }, words);
}

async function say(page: Page, words: string) {
  await panel(page).getByLabel('Write a comment').fill(words);
  await panel(page).getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(panel(page).locator('.thread', { hasText: words })).toBeVisible();
}

const close = (page: Page) => panel(page).getByRole('button', { name: 'Close' }).click();

test('words of a page that is read are commented on, and lead to what was said of them', async ({ page, browser, baseURL }) => {
  const made = await priced(page);
  await expect(opener(page)).toHaveText(/^Comments\s*$/);
  await select(page, 'two crowns');
  await expect(here(page)).toBeVisible();
  await expectAccessible(page, 'words that are selected on a page');
  await here(page).click();
  await expect(panel(page).locator('.quote.about')).toContainText('two crowns');
  await expect(panel(page).getByLabel('Write a comment')).toBeFocused();
  await say(page, 'Are we sure?');
  await expect(mark(page)).toHaveText('two crowns');
  await expect(text(page), 'nobody has begun to write').toHaveCount(0);
  await expect(here(page)).toHaveCount(0);
  await close(page);
  await expect(opener(page)).toHaveAccessibleName(/^Comments\s*1\s*open$/);

  // For others too; and a press on the words opens what was said of them.
  const other = await second(browser, baseURL, addressOf(made));
  await expect(opener(other)).toHaveAccessibleName(/^Comments\s*1\s*open$/);
  await mark(other).click();
  await expect(panel(other).locator('.thread', { hasText: 'Are we sure?' })).toBeFocused();
  await other.context().close();
});

test('words that are selected are commented on by a key', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await priced(page);
  await select(page, 'tea');
  await expect(here(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(here(page)).toHaveCount(0);
  await page.keyboard.press('Control+Alt+m');
  await expect(panel(page).locator('.quote.about')).toContainText('tea');
  await say(page, 'For how long?');
  await expect(mark(page)).toHaveText('tea');
});

test('words with comments are reached by keys, lead to what was said, and have the focus again', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  const made = await priced(page);
  await select(page, 'two crowns');
  await here(page).click();
  await say(page, 'Are we sure?');
  await expect(mark(page)).toHaveText('two crowns');
  await close(page);
  await open(page, addressOf(made));
  const words = page.locator('article[data-page]').getByRole('link', { name: 'two crowns' });
  const thread = panel(page).locator('.thread', { hasText: 'Are we sure?' });
  await expect(words).toHaveAttribute('aria-description', 'Comment: opens the thread');
  await expectAccessible(page, 'a page with words that are commented on');

  // From the title it is on the way: what stands between is short.
  await page.getByRole('textbox', { name: 'Title' }).focus();
  const isThere = () => words.evaluate((element) => element === document.activeElement);
  for (let stops = 0; stops < 30 && !(await isThere()); stops += 1) await page.keyboard.press('Tab');
  await expect(words).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(thread).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(words).toBeFocused();
  // Also where the comments are open already.
  await opener(page).click();
  await expect(page.locator('.comments-panel:focus-within')).toBeVisible();
  await words.focus();
  await page.keyboard.press('Space');
  await expect(thread).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(words).toBeFocused();

  // What is settled is not in the way.
  await page.keyboard.press('Enter');
  await expect(thread).toBeFocused();
  await panel(page).getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(mark(page)).toHaveCount(0);
  await expect(words).toHaveCount(0);
});

test('a thread that is reopened is marked again, and is not offered to be reopened', async ({ page, browser, baseURL }) => {
  const made = await priced(page);
  await select(page, 'two crowns');
  await here(page).click();
  await say(page, 'Are we sure?');
  await expect(mark(page)).toHaveText('two crowns');
  const other = await second(browser, baseURL, addressOf(made));
  await expect(mark(other)).toHaveText('two crowns');

  const resolved = page.getByText('The thread is resolved.', { exact: true });
  await panel(page).getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(resolved).toBeVisible();
  await expect(mark(page)).toHaveCount(0);
  await expect(mark(other)).toHaveCount(0);
  await expect(opener(other)).toHaveText(/^Comments\s*$/);
  // What was written meanwhile moves the words, and not what they are about.
  await other.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(text(other)).toBeVisible();
  await text(other).press('ControlOrMeta+Home');
  await other.keyboard.type('Since May: ');
  await expect(other.getByText('Saved', { exact: true })).toBeVisible();

  await panel(page).getByRole('button', { name: 'Resolve', exact: true }).waitFor({ state: 'detached' });
  await panel(page).getByRole('button', { name: /^Resolved/ }).click();
  await panel(page).getByRole('button', { name: 'Reopen' }).click();
  await expect(panel(page).getByText('Nothing is resolved yet')).toBeVisible();
  await expect(resolved).toHaveCount(0, { timeout: 2_000 });
  await expect(mark(page)).toHaveText('two crowns');
  await expect(text(other).locator('[data-thread]'), 'also while it is written').toHaveText('two crowns');
  await other.context().close();
  await page.reload();
  await expect(mark(page)).toHaveText('two crowns');
});

test('on a phone a comment is sent while the page is written', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'a wide screen has no bar below');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Thumb'));
  await open(page, addressOf(await makePage(page, space, 'Prices')));
  await write(page, 'A bun costs two crowns');
  for (const _ of 'crowns') await page.keyboard.press('Shift+ArrowLeft');
  const tools = page.getByRole('toolbar', { name: 'Editing' });
  await tools.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(panel(page).locator('.quote.about')).toContainText('crowns');
  await expect(tools).toBeHidden();
  await say(page, 'Are we sure?');
  await close(page);
  await expect(tools).toBeVisible();
  await expect(text(page).locator('[data-thread]')).toHaveText('crowns');
});
