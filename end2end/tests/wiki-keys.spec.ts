// The wiki without a mouse: where the focus goes after an act, and how lists are walked.
import { expect, open, signIn, test } from './support/house';
import { addressOf, base, makePage, makeSpace, unique } from './support/wiki';
import type { Page } from '@playwright/test';

/** What the keys act on is never nowhere. */
const somewhere = (page: Page) => expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
const more = (page: Page) => page.getByRole('button', { name: 'More about this page' });

test('after what is done with a comment the focus is on what comes next', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Talk'));
  await open(page, addressOf(await makePage(page, space, 'Prices')));
  const opener = page.getByRole('button', { name: 'Comments' });
  await opener.click();
  const panel = page.getByRole('complementary', { name: 'Comments' });
  await expect(panel).toBeFocused();
  const field = panel.getByLabel('Write a comment');
  for (const words of ['Are buns too dear?', 'And the tea?']) {
    await field.fill(words);
    await field.press('Control+Enter');
    await expect(panel.locator('.thread', { hasText: words })).toBeVisible();
    await expect(field).toBeFocused();
  }
  const thread = (words: string) => panel.locator('.thread', { hasText: words });
  const reply = thread('buns').locator('.thread-foot .reply');
  await reply.click();
  await expect(thread('buns').getByLabel('Reply')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(reply).toBeFocused();
  await reply.press('Enter');
  await thread('buns').getByLabel('Reply').fill('A little.');
  await page.keyboard.press('Control+Enter');
  await expect(thread('buns').getByText('A little.')).toBeVisible();
  await expect(reply).toBeFocused();

  const answer = thread('buns').locator('.comment', { hasText: 'A little.' });
  await answer.getByRole('button', { name: 'Edit comment' }).press('Enter');
  await thread('buns').getByLabel('Comment', { exact: true }).fill('Much.');
  await page.keyboard.press('Control+Enter');
  const edited = thread('buns').locator('.comment', { hasText: 'Much.' });
  await expect(edited.getByRole('button', { name: 'Edit comment' })).toBeFocused();
  await edited.getByRole('button', { name: 'Remove comment' }).press('Enter');
  await expect(edited.getByRole('button', { name: 'Keep' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(edited.getByRole('button', { name: 'Remove comment' })).toBeFocused();
  await page.keyboard.press('Enter');
  await edited.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
  await expect(edited).toHaveCount(0);
  await expect(thread('buns')).toBeFocused();

  // What is settled leaves the list.
  await thread('buns').getByRole('button', { name: 'Resolve', exact: true }).press('Enter');
  await expect(thread('buns')).toHaveCount(0);
  await expect(thread('tea')).toBeFocused();
  await thread('tea').getByRole('button', { name: 'Resolve', exact: true }).press('Enter');
  await expect(panel.getByText('No comments')).toBeVisible();
  await expect(panel).toBeFocused();
  await panel.getByRole('button', { name: 'Resolved' }).press('Enter');
  await thread('buns').getByRole('button', { name: 'Reopen' }).press('Enter');
  await expect(thread('buns')).toHaveCount(0);
  await expect(thread('tea')).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(opener).toBeFocused();
  // Opened from the menu, it gives the focus back to the button of the menu.
  await more(page).click();
  await page.getByRole('group', { name: 'This page' }).getByRole('button', { name: 'Comments' }).click();
  await expect(panel).toBeFocused();
  await panel.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(more(page)).toBeFocused();
});

test('a dialog begins at its first field, and what opened it has the focus again', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Dialogs'));
  const made = await makePage(page, space, 'Rota');
  await makePage(page, space, 'Menu');
  await open(page, addressOf(made));
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const fields = [
    { item: 'Public link', title: 'Public link', field: () => dialog('Public link').getByLabel('It lasts') },
    { item: 'Who may see it', title: 'Who may see it', field: () => dialog('Who may see it').getByLabel('Whoever sees what is above it') },
    { item: 'Keep as a template', title: 'Keep as a template', field: () => dialog('Keep as a template').getByLabel('Name') },
    { item: /^Move(?! to)/, title: 'Move the page', field: () => dialog('Move the page').getByLabel('Below') },
  ];
  for (const { item, title, field } of fields) {
    await test.step(title, async () => {
      await more(page).click();
      await page.getByRole('group', { name: 'This page' }).getByRole('button', { name: item }).click();
      await expect(field()).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(dialog(title)).toHaveCount(0);
      await expect(more(page)).toBeFocused();
    });
  }
  // From one dialog to the other, and out.
  const share = page.getByRole('button', { name: 'Share', exact: true });
  await share.click();
  await dialog('Who may see it').getByRole('button', { name: 'Public links' }).click();
  await expect(dialog('Public link').getByLabel('It lasts')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(share).toBeFocused();
  // The palette, closed by a key, by a press beside it, and by what was chosen.
  const palette = dialog('Find anything, do anything');
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(share).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(palette).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(palette).toHaveCount(0);
  await expect(share).toBeFocused();
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('go to people');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/people');
  await somewhere(page);
});

test('a page that is thrown away and brought back leaves the focus on the screen', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Bin'));
  const title = unique('Old rota');
  await open(page, addressOf(await makePage(page, space, title)));
  await more(page).click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await page.waitForURL(`**/spaces/${space.slug}`);
  await somewhere(page);
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
  await somewhere(page);
  await more(page).click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await page.waitForURL(`**/spaces/${space.slug}`);
  await page.getByRole('link', { name: 'Trash' }).click();
  await page.getByRole('button', { name: `Delete ${title} for good` }).click();
  // The way out of what cannot be taken back comes first.
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: `Delete ${title} for good` })).toBeFocused();
  await page.getByRole('button', { name: `Restore ${title}` }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await somewhere(page);
});

test('the lists of the wiki and of a space are walked by keys', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Walk'));
  const first = await makePage(page, space, unique('First'));
  await makePage(page, space, unique('Second'));
  await open(page, '/w/larkspur/wiki');
  const links = page.locator('.wiki-home :is(.spaces, .page-lines) > li > a');
  await page.keyboard.press('j');
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(links.nth(0)).toBeFocused();
  // From the last space to the first of the pages below.
  await page.locator('.spaces > li > a').last().focus();
  await page.keyboard.press('j');
  await expect(page.locator('.page-lines > li > a').first()).toBeFocused();
  await page.locator('.page-lines > li > a', { hasText: first.title }).first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/wiki\/\d/);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(first.title);

  await open(page, `/w/larkspur/spaces/${space.slug}`);
  await page.keyboard.press('j');
  await expect(page.getByRole('treeitem').nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('treeitem').nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(first.title);
});

test('the trash is walked by keys, and pages come back by them', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Thrown'));
  for (const title of ['First', 'Second', 'Third']) {
    const { id } = await makePage(page, space, unique(title));
    const answer = await page.request.delete(`${base}/pages/${id}`, { headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect(answer.status()).toBe(204);
  }
  await open(page, `/w/larkspur/spaces/${space.slug}?shelf=trash`);
  const restore = page.getByRole('button', { name: /^Restore / });
  await expect(restore).toHaveCount(3);
  await page.keyboard.press('j');
  await expect(restore.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(restore.nth(1)).toBeFocused();
  // From the other button of a row to the row before it.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Delete / }).nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(restore.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(restore.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(restore).toHaveCount(2);
  await expect(restore.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(restore).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await somewhere(page);
});

test('a page and a space are begun from the first page of the wiki', async ({ page, isMobile }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Begun'));
  await makeSpace(page, unique('Other'));
  await open(page, '/w/larkspur/wiki');
  await expect(page.getByLabel('Name', { exact: true })).toBeHidden();
  await page.getByRole('link', { name: 'New space' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.getByRole('button', { name: 'New page' }).click();
  await page.getByRole('group', { name: 'In which space' }).getByRole('button', { name: space.name }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText(space.name);
  if (isMobile) return;
  const wiki = page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Wiki', exact: true });
  await expect(wiki).toHaveAttribute('aria-current', 'page');
  await open(page, `/w/larkspur/spaces/${space.slug}`);
  await expect(wiki).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('button', { name: 'New page', exact: true })).toBeVisible();
  await open(page, '/w/larkspur/projects');
  await expect(wiki).not.toHaveAttribute('aria-current', /./);
});

test('on paper a page has its words and nothing to press', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Paper'));
  await open(page, addressOf(await makePage(page, space, 'Opening hours')));
  const tag = page.getByRole('button', { name: 'Add a tag' });
  await expect(tag).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(tag).toBeHidden();
  await expect(page.locator('.page-title')).toBeVisible();
});
