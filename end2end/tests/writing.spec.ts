import { expectAccessible } from './support/axe';
import { second } from './support/board';
import { expect, open, signIn, test } from './support/house';
import { greyPoint } from './support/picture';
import { addressOf, makePage, makeSpace, unique } from './support/wiki';
import type { Page } from '@playwright/test';

const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' });
const article = (page: Page) => page.locator('article[data-page]');

async function write(page: Page, words: string) {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(text(page)).toBeVisible();
  // Behind what is written, wherever the caret is at first.
  await text(page).press('ControlOrMeta+End');
  await page.keyboard.type(words);
}

async function done(page: Page) {
  await page.locator('.edit-page', { hasText: 'Done' }).click();
  await expect(text(page)).toHaveCount(0);
}

async function paste(page: Page, given: Partial<Record<'text/plain' | 'text/html', string>>) {
  await text(page).evaluate((field, given) => {
    const pasted = new DataTransfer();
    for (const [kind, words] of Object.entries(given)) pasted.setData(kind, words);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
  }, given);
}

const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();

test('two people write at once, and who reads has every word', async ({ page, browser, baseURL }) => {
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

  await done(page);
  await expect(article(page)).toContainText('And close at five.');
  await page.reload();
  await expect(article(page)).toContainText('We open at nine.');
  await expect(text(page)).toHaveCount(0);
});

test('a block that is dragged brings along what somebody else writes in it meanwhile', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'there is no handle');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Drag'));
  const made = await makePage(page, space, 'Shopping');
  await open(page, addressOf(made));
  await write(page, 'Sugar\nFlour\nSalt');
  await saved(page);
  const other = await second(browser, baseURL, addressOf(made));
  await write(other, '');
  const blocks = text(page).locator(':scope > p');
  const grip = page.locator('.editor-handle').getByRole('button', { name: 'Drag the block' });
  const grab = async (block: string) => {
    await blocks.filter({ hasText: block }).hover();
    await grip.hover();
    await page.mouse.down();
    await blocks.filter({ hasText: 'Flour' }).hover();
  };
  const below = async (block: string) => {
    const box = (await blocks.filter({ hasText: block }).boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + box.height - 2, { steps: 4 });
  };

  await grab('Sugar');
  await text(other).getByText('Sugar').click();
  await other.keyboard.press('End');
  await other.keyboard.type(' and honey');
  // With the caret of who writes there.
  await expect(blocks.first()).toHaveText(/^Sugar and honey/);
  await below('Salt');
  await page.mouse.up();
  await expect(blocks).toHaveText([/^Flour/, /^Salt/, /^Sugar and honey/]);

  // One that somebody takes away meanwhile takes nothing else with it.
  await grab('Salt');
  await text(other).getByText('Salt').click({ clickCount: 3 });
  await other.keyboard.press('Backspace');
  await other.keyboard.press('Backspace');
  await expect(blocks).toHaveText([/^Flour/, /^Sugar and honey/]);
  await below('Sugar');
  await page.mouse.up();
  await expect(text(other).locator(':scope > p')).toHaveText([/^Flour/, /^Sugar and honey/]);
  await expect(blocks).toHaveText([/^Flour/, /^Sugar and honey/]);
  await other.context().close();
});

test('on a phone the tools of the editor stand alone at the foot', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'a wide screen has no bar below');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Thumb'));
  await open(page, addressOf(await makePage(page, space, 'Rota')));
  const create = page.locator('.bottom-bar > .create');
  await expect(create).toBeVisible();
  await write(page, 'By thumb.');
  await expect(create).toBeHidden();
  await done(page);
  await expect(create).toBeVisible();
});

test('a tag is typed where it is asked for, and not into the page', async ({ page, isMobile }) => {
  test.skip(isMobile, 'there is no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Tagged'));
  const made = await makePage(page, space, 'Rota');
  await open(page, addressOf(made));
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.keyboard.type('evening');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Tags' })).toHaveText('evening');
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
  await open(priya, addressOf(made));
  await expect(priya.getByRole('heading', { level: 1 })).toContainText(title);
  await open(priya, '/w/larkspur/inbox');
  await expect(item).not.toHaveClass(/unread/);
  await item.getByRole('button', { name: 'Done' }).click();
  await expect(item).toHaveCount(0);
  await priya.context().close();
});

test('a picture is pasted, and readers have it, also by a public link until that ends', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Pictures'));
  const made = await makePage(page, space, 'The new till');
  await open(page, addressOf(made));
  await write(page, 'It stands by the door.');
  await page.keyboard.press('Enter');
  await text(page).evaluate((field, bytes) => {
    const pasted = new DataTransfer();
    pasted.items.add(new File([Uint8Array.from(atob(bytes), one => one.charCodeAt(0))], 'till.png', { type: 'image/png' }));
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
  }, greyPoint);
  await expect(text(page).locator('img[src*="/attachments/"]')).toHaveJSProperty('naturalWidth', 1);
  // Who goes on writing writes below it.
  await page.keyboard.type('That is it.');
  await expect(text(page).locator('img')).toHaveCount(1);
  await saved(page);
  await done(page);
  await expect(article(page).locator('img')).toHaveJSProperty('naturalWidth', 1);

  await page.getByRole('button', { name: 'More about this page' }).click();
  await page.getByRole('button', { name: 'Public link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Public link' });
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await expectAccessible(page, 'a public link');
  const link = new URL((await dialog.locator('code').textContent()) ?? '', baseURL).pathname;
  const stranger = await browser.newContext({ baseURL });
  const reader = await stranger.newPage();
  await reader.goto(link);
  await expect(reader.getByRole('article')).toContainText('It stands by the door.');
  await expect(reader.locator('article img')).toHaveJSProperty('naturalWidth', 1);
  await expectAccessible(reader, 'a page at a public link');
  await dialog.getByRole('button', { name: /^Revoke/ }).click();
  await expect(page.getByText('The link opens nothing any more.')).toBeVisible();
  expect((await reader.goto(link))?.status()).toBe(404);
  await expect(reader.getByRole('heading', { name: 'No page here' })).toBeVisible();
  await stranger.close();
});

test('a table whose columns have widths stays where it is when somebody begins to write, and when they leave', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Columns'));
  const made = await makePage(page, space, 'Prices');
  await open(page, addressOf(made));
  await write(page, 'What we ask for.');
  await page.keyboard.press('Enter');
  const row = '<tr><td><p>Buns, as many as there are</p></td><td><p>Two crowns</p></td><td><p>Not on Sundays</p></td></tr>';
  const table = (...columns: string[]) => `<table><colgroup>${columns.join('')}</colgroup><tbody>${row}</tbody></table>`;
  const set = (width: number) => `<col width="${width}">`;
  await paste(page, { 'text/html': `${table(set(220), set(160), '<col>')}<p>And:</p>${table(set(220), set(160), set(90))}` });
  await expect(text(page).locator('table')).toHaveCount(2);
  await saved(page);
  await open(page, addressOf(made));
  const places = (within: string) => page.locator(`article ${within} :is(td, th)`).evaluateAll(cells => cells.map(cell => {
    const { left, top, width, height } = cell.getBoundingClientRect();
    const above = cell.closest('article')!.getBoundingClientRect().top;
    return [left, top - above, width, height].map(Math.round);
  }));
  const read = await places('.prose-body');
  expect(read).toHaveLength(6);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(text(page)).toBeVisible();
  expect(await places('.prose-edit')).toEqual(read);
  await done(page);
  expect(await places('.prose-body')).toEqual(read);
});

test('the address of a page that is pasted becomes a link by its title, with an address to read', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Links'));
  const [made, other] = [await makePage(page, space, 'Rota'), await makePage(page, space, 'Opening hours')];
  await open(page, addressOf(made));
  await write(page, 'See ');
  await paste(page, { 'text/plain': new URL(addressOf(other), page.url()).href });
  const link = article(page).getByRole('link', { name: 'Opening hours' });
  const readable = `${addressOf(other)}-opening-hours`;
  await expect(link).toHaveAttribute('href', readable);
  // Who wants the address has it back, and the name again.
  await text(page).press('ControlOrMeta+z');
  await expect(text(page)).toContainText(`See ${new URL(addressOf(other), page.url()).href}`);
  await text(page).press('ControlOrMeta+Shift+z');
  await expect(link).toHaveAttribute('href', readable);
  await saved(page);
  await done(page);
  await expect(link).toHaveAttribute('href', readable);
  await page.reload();
  await expect(link).toHaveAttribute('href', readable);
});

test('a page that is named by its pasted address is named to nobody who may not see it', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'it is the same there');
  await signIn(page, 'owner@demo.test');
  const made = await makePage(page, await makeSpace(page, unique('Open')), 'Plans');
  const secret = await makePage(page, await makeSpace(page, unique('Pay')), 'Raises of May');
  await open(page, addressOf(secret));
  await page.getByRole('button', { name: 'More about this page' }).click();
  await page.getByRole('button', { name: 'Who may see it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Who may see it' });
  await dialog.getByLabel('Only those on the list').check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Access is saved.')).toBeVisible();

  await open(page, addressOf(made));
  await write(page, 'See ');
  const address = new URL(addressOf(secret), page.url()).href;
  await paste(page, { 'text/plain': address, 'text/html': `<a href="${address}">Raises of May</a>` });
  await expect(text(page).locator('.page-link')).toHaveText('Raises of May');
  await saved(page);
  await done(page);
  const other = await second(browser, baseURL, addressOf(made));
  await expect(article(other)).toContainText('See ');
  await expect(article(other).locator('.page-link.hidden')).toHaveCount(1);
  await expect(article(other)).not.toContainText('Raises');
  await other.context().close();
});

test('an earlier version is compared with how the page stands, restored, and that taken back', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Versions'));
  const made = await makePage(page, space, 'Opening hours');
  await open(page, addressOf(made));
  await write(page, 'We open at nine.');
  await saved(page);
  await open(page, `${addressOf(made)}/history`);
  await page.getByLabel('Name of the version').fill('As agreed');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByRole('link', { name: /As agreed/ })).toBeVisible();
  await open(page, addressOf(made));
  await write(page, ' Not on Sundays.');
  await saved(page);

  await open(page, `${addressOf(made)}/history`);
  // A difference comes first, whichever version is the newest.
  await expect(page.locator('ins')).toContainText('Not on Sundays.');
  const agreed = page.getByRole('link', { name: /As agreed/ });
  await agreed.click();
  await expect(agreed).toHaveAttribute('aria-current', 'true');
  await expect(agreed).toBeFocused();
  await expect(page.locator('ins')).toContainText('Not on Sundays.');
  await expect(page.locator('.history-bar > p')).toHaveText([/^Then .*\d/, 'Now']);
  await expectAccessible(page, 'the history of a page');
  await page.getByRole('button', { name: 'Restore', exact: true }).first().click();
  const sure = page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true });
  await expect(sure).toBeFocused();
  await sure.click();
  const restored = page.getByText('The page says again what it said then.', { exact: true });
  await expect(restored).toBeVisible();
  // It stays while somebody is at it.
  await restored.hover();
  await expect(page.locator('ins')).toHaveCount(0);
  await expect(agreed).toBeFocused();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.locator('ins')).toContainText('Not on Sundays.');
  await open(page, addressOf(made));
  await expect(article(page)).toContainText('Not on Sundays.');
});

test('a page that is narrowed is gone for others at once, and back when the list is', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'the dialog is the same');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Pay'));
  const made = await makePage(page, space, 'Raises');
  const other = await second(browser, baseURL, addressOf(made));
  await write(other, 'I was here.');
  await saved(other);
  await open(page, addressOf(made));
  await page.getByRole('button', { name: 'More about this page' }).click();
  await page.getByRole('button', { name: 'Who may see it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Who may see it' });
  await dialog.getByLabel('Only those on the list').check();
  await expectAccessible(page, 'who may see a page');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Access is saved.')).toBeVisible();
  await expect(text(other)).toHaveCount(0);
  expect((await other.goto(addressOf(made)))?.status()).toBe(404);
  await dialog.getByRole('button', { name: 'Remove the list' }).click();
  await expect(page.getByText('What holds above the page holds for it again.')).toBeVisible();
  expect((await other.goto(addressOf(made)))?.status()).toBe(200);
  await expect(article(other)).toContainText('I was here.');
  await other.context().close();
});
