// What somebody meets who writes in the wiki for the first time: a title that stays, pages that come back, ways to begin.
import { expectAccessible } from './support/axe';
import { second } from './support/board';
import { awake, expect, open, signIn, test } from './support/house';
import { addressOf, ask, base, makePage, makeSpace, unique, type WikiPage } from './support/wiki';
import type { Page } from '@playwright/test';

const title = (page: Page) => page.getByRole('textbox', { name: 'Title' });
const more = (page: Page) => page.getByRole('button', { name: 'More about this page' });
const called = async (page: Page, made: WikiPage) => (await (await page.request.get(`${base}/pages/${made.id}`)).json()).title;

test('a title is saved while it is typed, one request after the other, and when the page goes', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Titles'));
  const made = await makePage(page, space, '');
  await open(page, addressOf(made));
  const under: string[] = [];
  let most = 0;
  page.on('request', request => {
    if (request.url().includes('rename_page')) most = Math.max(most, under.push(request.url()));
  });
  page.on('response', answer => {
    if (answer.url().includes('rename_page')) under.pop();
  });
  const state = page.locator('.save-state');
  await title(page).focus();
  await page.keyboard.type('Rota');
  await expect(state).toHaveText('Saving');
  await expect(state).toHaveText('Saved');
  expect(await called(page, made)).toBe('Rota');
  // What the server tells of it does not get in the way of who goes on.
  await expect(title(page)).toBeFocused();
  for (const words of [' of', ' the', ' roastery']) {
    await page.keyboard.type(words);
    await page.waitForTimeout(700);
  }
  await expect(title(page)).toHaveValue('Rota of the roastery');
  await expect.poll(() => called(page, made)).toBe('Rota of the roastery');
  await expect(state).toHaveText('Saved');
  expect(most).toBe(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rota of the roastery');
  // The last words, with no time to pause.
  await page.keyboard.type(' in May');
  await page.goto('/w/larkspur/wiki');
  await expect.poll(() => called(page, made)).toBe('Rota of the roastery in May');
});

test('Edit that is pressed before the text of a page has come opens the editor once it is there', async ({ browser, baseURL }) => {
  // What the worker fetches cannot be held back from here.
  const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
  const page = await context.newPage();
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Speed'));
  await makePage(page, space, 'Morning');
  await open(page, `/w/larkspur/spaces/${space.slug}`);
  let arrive = () => {};
  const held = new Promise<void>(done => (arrive = done));
  await page.route(/\/load_text/, async route => {
    await held;
    await route.continue();
  });
  await page.getByRole('treeitem', { name: 'Morning' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  arrive();
  await expect(page.getByRole('textbox', { name: 'Text of the page' })).toBeFocused();
  await context.close();
});

test('a title that an input method makes is saved once its words are made', async ({ page, isMobile }) => {
  test.skip(isMobile, 'it is the same there');
  await signIn(page, 'owner@demo.test');
  const made = await makePage(page, await makeSpace(page, unique('Composed')), '');
  await open(page, addressOf(made));
  const sent: string[] = [];
  page.on('request', request => {
    if (request.url().includes('rename_page')) sent.push(request.url());
  });
  const method = await page.context().newCDPSession(page);
  await title(page).focus();
  await method.send('Input.imeSetComposition', { text: 'ねこ', selectionStart: 2, selectionEnd: 2 });
  await expect(title(page)).toHaveValue('ねこ');
  await page.waitForTimeout(1_000);
  expect(sent, 'half a word is not sent').toEqual([]);
  await method.send('Input.insertText', { text: '猫' });
  await expect(title(page)).toHaveValue('猫');
  await expect(page.locator('.save-state')).toHaveText('Saved');
  expect(await called(page, made)).toBe('猫');
  expect(sent).toHaveLength(1);
});

test('Escape puts a title back, also what was saved of it', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const made = await makePage(page, await makeSpace(page, unique('Back')), 'Prices');
  await open(page, addressOf(made));
  await title(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' of tea');
  await expect.poll(() => called(page, made)).toBe('Prices of tea');
  await page.keyboard.press('Escape');
  await expect(title(page)).toHaveValue('Prices');
  await expect.poll(() => called(page, made)).toBe('Prices');
});

test('the address of a page in the trash says so to who may bring it back', async ({ page, browser, baseURL, complaints }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Thrown'));
  const made = await makePage(page, space, 'Old rota');
  const below = await makePage(page, space, 'Weekends', made);
  await open(page, addressOf(made));
  await more(page).click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await page.waitForURL(`**/spaces/${space.slug}`);
  expect(complaints, 'it is not asked for again').toEqual([]);

  await open(page, addressOf(below));
  const says = page.getByRole('heading', { name: 'This page is in the trash' });
  await expect(says).toBeVisible();
  await expect(page.getByText('went there with')).toContainText('Old rota');
  await expectAccessible(page, 'a page in the trash');
  await expect(page.getByRole('link', { name: `Trash of ${space.name}` })).toHaveAttribute('href', /shelf=trash/);
  const viewer = await second(browser, baseURL, addressOf(made), 'viewer@demo.test');
  await expect(viewer.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await viewer.context().close();

  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(title(page)).toHaveValue('Weekends');
  await open(page, addressOf(made));
  await expect(title(page)).toHaveValue('Old rota');
});

test('a new page offers the templates that it can begin from', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Begin'));
  const from = await makePage(page, space, 'Minutes');
  await open(page, addressOf(from));
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('textbox', { name: 'Text of the page' }).click();
  await page.keyboard.type('Who was there');
  await expect(page.locator('.save-state')).toHaveText('Saved');
  const name = unique('Minutes');
  await ask(page, `/pages/${from.id}/template`, { name, only_here: true });

  await open(page, `/w/larkspur/spaces/${space.slug}`);
  await page.getByRole('button', { name: 'New page', exact: true }).click();
  await expect(title(page)).toBeFocused();
  const offer = page.getByRole('list', { name: 'Begin from a template' }).getByRole('button', { name });
  await expect(offer).toBeVisible();
  await expectAccessible(page, 'a new page with templates');
  await offer.click();
  await expect(page.locator('.prose-body')).toContainText('Who was there');
  await expect(offer).toHaveCount(0);
  await page.reload();
  await awake(page);
  await expect(page.locator('.prose-body')).toContainText('Who was there');
  await expect(offer).toHaveCount(0);
});

test('a page is made and found by keys', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Keys'));
  const name = unique('Roasting');
  const made = await makePage(page, space, name);
  await makePage(page, space, `${name} and more`);
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumb' });
  // In the space, and below the page that is open.
  await open(page, `/w/larkspur/spaces/${space.slug}`);
  await page.keyboard.press('c');
  await expect(title(page)).toBeFocused();
  await expect(crumbs).toContainText(space.name);
  await open(page, addressOf(made));
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find anything, do anything' });
  await palette.getByRole('combobox').fill('new page');
  await page.keyboard.press('Enter');
  await expect(crumbs).toContainText(name);
  await expect(title(page)).toBeFocused();
  // From elsewhere it is asked where.
  await makeSpace(page, unique('Another'));
  await open(page, '/w/larkspur');
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('new page');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'In which space' }).getByRole('button', { name: space.name }).click();
  await expect(crumbs).toContainText(space.name);
  await expect(title(page)).toBeFocused();

  // What is called just so comes first, and "Find a page" finds pages alone.
  await open(page, '/w/larkspur/wiki');
  await page.keyboard.press('/');
  const find = page.getByRole('dialog', { name: 'Find a page' });
  await find.getByRole('combobox').fill(name);
  await expect(find.getByRole('group', { name: 'By this name' }).getByRole('option')).toHaveText([new RegExp(name)]);
  await expect(find.getByRole('group', { name: 'Pages' }).getByRole('option')).toHaveText([/and more/]);
  await expect(find.getByRole('group')).toHaveCount(2);
  await expectAccessible(page, 'finding a page');
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveValue(name);
  await page.keyboard.press('?');
  await expect(page.getByRole('heading', { name: 'While writing a page' })).toBeVisible();
});

test('after Save the focus stays in the dialog, and after a download the menu is closed', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const made = await makePage(page, await makeSpace(page, unique('Share')), 'Rota');
  await open(page, addressOf(made));
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Who may see it' });
  await dialog.getByLabel('Only those on the list').check();
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(dialog.getByRole('button', { name: 'Remove the list' })).toBeVisible();
  await expect.poll(() => dialog.evaluate(open => open.contains(document.activeElement))).toBe(true);
  await page.waitForTimeout(200);
  expect(await dialog.evaluate(open => open.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');

  await more(page).click();
  const menu = page.getByRole('group', { name: 'This page' });
  const file = page.waitForEvent('download');
  await menu.getByRole('link', { name: 'Download markdown' }).click();
  await file;
  await expect(menu).toBeHidden();
});
