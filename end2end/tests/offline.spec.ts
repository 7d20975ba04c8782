// Without a connection: what was read is there, what is written is kept, sent once and in order, and nobody else sees
// any of it.
import { expectAccessible } from './support/axe';
import { column, makeBoard, second, titles, uniqueKey } from './support/board';
import { Cut } from './support/cut';
import { awake, expect, open, signIn, test } from './support/house';
import { greyPoint } from './support/picture';
import { addressOf, makePage, makeSpace, unique } from './support/wiki';
import type { BrowserContext, Page } from '@playwright/test';

const strip = (page: Page) => page.locator('.offline-strip');
const noConnection = ['ERR_INTERNET_DISCONNECTED', 'ERR_FAILED', 'ERR_EMPTY_RESPONSE', 'ERR_CONNECTION', 'status of 503',
  'status of 409', 'WebSocket'];

test.afterEach(({ complaints }) => {
  const others = complaints.filter(text => !noConnection.some(known => text.includes(known)));
  complaints.splice(0, complaints.length, ...others);
});

/** Opens a board, and waits until the worker has it and its program. */
async function openKept(page: Page, address: string) {
  await open(page, address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect(async () => {
    const kept = await page.evaluate(async path => {
      const names = await caches.keys();
      const pages = await Promise.all(names.map(async name => (await caches.open(name)).match(path)));
      const files = await (await caches.open('atrium-files-1')).keys();
      return pages.some(Boolean) && files.length > 2;
    }, address);
    expect(kept).toBe(true);
  }).toPass();
}

async function addCard(page: Page, name: string, title: string) {
  await column(page, name).getByRole('button', { name: /^Add a task/ }).first().click();
  await page.getByLabel('Title of the new task').fill(title);
  await page.keyboard.press('Enter');
}

async function moveRight(page: Page, title: string) {
  await page.locator('.card .title', { hasText: title }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
}

async function comment(page: Page, words: string) {
  await page.getByLabel('Write a comment').fill(words);
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
}

async function offline(context: BrowserContext, now: boolean) {
  await context.setOffline(now);
}

async function tasks(page: Page, address: string) {
  const key = address.split('/').pop();
  const answer = await page.request.get(`/api/v1/workspaces/larkspur/boards/${key}`);
  expect(answer.status()).toBe(200);
  return answer.json();
}

test('a day without a connection: read, create, move, comment, and all of it arrives once', async ({ page, context, isMobile }) => {
  test.skip(isMobile, 'the keyboard belongs to the desktop');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('O'));
  await openKept(page, address);
  await titles(page, 'To do').first().click();
  await expect(page.getByLabel('Write a comment')).toBeVisible();
  await page.keyboard.press('Escape');

  await offline(context, true);
  await page.goto(address);
  await awake(page);
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third']);
  await expect(strip(page)).toContainText('Offline');

  await addCard(page, 'To do', 'Written on the train');
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third', 'Written on the train']);
  await page.getByRole('button', { name: 'Close' }).first().click();
  await moveRight(page, 'Written on the train');
  await expect(titles(page, 'In progress')).toHaveText(['Written on the train']);
  await moveRight(page, 'Second');
  await titles(page, 'To do').first().click();
  await comment(page, 'Said in a tunnel');
  await expect(page.locator('.stream')).toContainText('Said in a tunnel');
  await page.getByLabel('Title', { exact: true }).fill('First, renamed');
  await page.getByLabel('Title', { exact: true }).press('Enter');
  await expect(titles(page, 'To do')).toHaveText(['First, renamed', 'Third']);
  await expect(strip(page)).toContainText('5 changes kept');

  // Closed and opened again, it is all still there.
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  await awake(again);
  await expect(titles(again, 'To do')).toHaveText(['First, renamed', 'Third']);
  await expect(titles(again, 'In progress')).toContainText(['Written on the train', 'Second']);

  await offline(context, false);
  await expect(strip(again)).toContainText('Saved');
  await expect(titles(again, 'In progress')).toHaveText(['Written on the train', 'Second']);
  await again.reload();
  await awake(again);
  await expect(titles(again, 'To do')).toHaveText(['First, renamed', 'Third']);
  await expect(titles(again, 'In progress')).toHaveText(['Written on the train', 'Second']);
  await titles(again, 'To do').first().click();
  await expect(again.locator('.stream .comment')).toHaveCount(1);
  await expect(again.locator('.stream .comment')).toContainText('Said in a tunnel');
});

test('a write whose answer is cut is there once', async ({ browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'once is enough');
  const cut = await Cut.before(baseURL!);
  const context = await browser.newContext({ baseURL: cut.address });
  const page = await context.newPage();
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('X'));
  await openKept(page, address);
  await titles(page, 'To do').first().click();
  await expect(page.getByLabel('Write a comment')).toBeVisible();

  // The server does each of these, and the line breaks before it can say so.
  cut.answersOf(/create_task|move_task|edit_task|add_comment/);
  await comment(page, 'Only once');
  await expect(page.locator('.stream .comment')).toHaveCount(1);
  await page.getByLabel('Title', { exact: true }).fill('Renamed once');
  await page.getByLabel('Title', { exact: true }).press('Enter');
  await expect(titles(page, 'To do')).toContainText(['Renamed once']);
  await page.keyboard.press('Escape');
  await addCard(page, 'To do', 'Made once');
  await expect(titles(page, 'To do')).toHaveText(['Renamed once', 'Second', 'Third', 'Made once']);
  expect(cut.count, 'the first was done and cut').toBeGreaterThan(0);

  cut.nothing();
  await expect(strip(page)).toContainText('Saved', { timeout: 15_000 });
  const board = await tasks(page, address);
  expect(board.cards.map((card: { title: string }) => card.title).sort()).toEqual(['Made once', 'Renamed once', 'Second', 'Third']);
  await page.reload();
  await awake(page);
  await titles(page, 'To do').first().click();
  await expect(page.locator('.stream .comment')).toHaveCount(1);
  await expect(page.locator('#offline-review')).toHaveCount(0);
  await context.close();
  await cut.end();
});

for (const [choice, title] of [['Keep mine', 'Mine'], ['Keep theirs', 'Theirs']] as const) {
  test(`a conflict shows both versions: ${choice}`, async ({ page, context, isMobile }) => {
    test.skip(isMobile, 'once is enough');
    await signIn(page, 'owner@demo.test');
    const address = await makeBoard(page, uniqueKey('C'));
    const { cards } = await tasks(page, address);
    await openKept(page, address);
    await titles(page, 'To do').first().click();
    await expect(page.getByLabel('Write a comment')).toBeVisible();
    await offline(context, true);
    await page.getByLabel('Title', { exact: true }).fill('Mine');
    await page.getByLabel('Title', { exact: true }).press('Enter');
    await expect(strip(page)).toContainText('1 change kept');
    await comment(page, 'After mine');
    await expect(strip(page)).toContainText('2 changes kept');

    await other(page, cards[0].id, 'Theirs');
    await offline(context, false);
    const review = page.locator('#offline-review');
    await expect(review).toContainText('Somebody changed it in the meantime');
    await expect(review.locator('.both-versions pre')).toHaveText(['Mine', 'Theirs']);
    await expectAccessible(page, 'both versions');
    await review.getByRole('button', { name: choice }).click();
    await expect(strip(page)).toContainText('Saved');
    await expect(titles(page, 'To do')).toHaveText([title, 'Second', 'Third']);
    await page.reload();
    await awake(page);
    await expect(titles(page, 'To do')).toHaveText([title, 'Second', 'Third']);
    await expect(page.locator('.stream .comment')).toHaveCount(1);
  });
}

/** Somebody else changes a title, while this browser has no connection. */
async function other(page: Page, id: string, title: string) {
  const edited = await page.request.patch(`/api/v1/workspaces/larkspur/tasks/${id}`, {
    data: { title },
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(edited.status()).toBe(200);
}

test('what was refused is listed with what was tried', async ({ page, context, isMobile }) => {
  test.skip(isMobile, 'once is enough');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('R'));
  const { cards } = await tasks(page, address);
  await openKept(page, address);
  await titles(page, 'To do').first().click();
  await expect(page.getByLabel('Write a comment')).toBeVisible();
  await offline(context, true);
  await page.getByLabel('Title', { exact: true }).fill('Too late');
  await page.getByLabel('Title', { exact: true }).press('Enter');
  await expect(strip(page)).toContainText('1 change kept');
  const archived = await page.request.post(`/api/v1/workspaces/larkspur/tasks/${cards[0].id}/archive`, {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(archived.ok()).toBe(true);
  await offline(context, false);
  const review = page.locator('#offline-review');
  await expect(review).toContainText('Change the title of a task');
  await expect(review).toContainText('This task is archived');
  await expect(review.locator('pre')).toHaveText('Too late');
  await expectAccessible(page, 'what could not be saved');
  await review.getByRole('button', { name: 'Close' }).click();
  await expect(strip(page)).toContainText('1 change not saved');
  await strip(page).getByRole('button', { name: 'Review' }).click();
  await review.getByRole('button', { name: 'Throw away' }).click();
  await expect(strip(page)).not.toHaveClass(/shown/, { timeout: 8_000 });
});

test('after a sign-out nothing is shown to anybody, and what was not sent waits for its writer', async ({ browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'once is enough');
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signInHere(page, 'member@demo.test');
  const address = '/w/larkspur/p/SHOP';
  await openKept(page, address);
  const secondTab = await context.newPage();
  await secondTab.goto(address);
  await awake(secondTab);
  const first = (await titles(page, 'To do').first().textContent())!;

  await offline(context, true);
  await page.reload();
  await awake(page);
  await addCard(page, 'To do', 'Not sent yet');
  await expect(strip(page)).toContainText('1 change kept');
  await page.locator('.sidebar').getByRole('button', { name: /./ }).last().click();
  await page.locator('#me').getByRole('button', { name: 'Sign out' }).click();
  const question = page.locator('#offline-review');
  await expect(question).toContainText('1 change is not sent');
  await question.getByRole('button', { name: 'Keep and sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();

  // Without a connection: neither the address, nor the way back, nor the other tab.
  for (const tab of [page, secondTab]) {
    await expect(tab.getByText(first)).toHaveCount(0);
    await tab.goto(address);
    await expect(tab.getByRole('heading', { name: 'You are offline' })).toBeVisible();
    await expect(tab.getByText(first)).toHaveCount(0);
    await tab.goBack();
    await expect(tab.getByText(first)).toHaveCount(0);
  }

  // With one, the session has ended; somebody else signs in and sees nothing of it, offline neither.
  await offline(context, false);
  await page.goto(address);
  await expect(page).toHaveURL(/sign-in/);
  await signInHere(page, 'guest@demo.test');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await offline(context, true);
  await page.goto(address);
  await expect(page.getByText(first)).toHaveCount(0);
  await expect(page.getByText('Not sent yet')).toHaveCount(0);
  const kept = await page.evaluate(async () => (await caches.keys()).filter(name => name.startsWith('atrium-of-')));
  expect(kept.length).toBeLessThan(2);
  await offline(context, false);

  // Whoever wrote it signs in again, and it is sent.
  await context.clearCookies();
  await signInHere(page, 'member@demo.test');
  await open(page, address);
  await expect(titles(page, 'To do').filter({ hasText: 'Not sent yet' })).toHaveCount(1, { timeout: 10_000 });
  await context.close();
});

test('who signs out on a page that they have written on is signed out, and leaves no text of it behind', async ({ browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'once is enough');
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signInHere(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Farewell'));
  const address = addressOf(await makePage(page, space, 'Last words'));
  await openKept(page, address);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('textbox', { name: 'Text of the page' }).focus();
  await page.keyboard.type('Thank you for the coffee.');
  await expect(page.locator('.save-state')).toHaveText('Saved');
  await page.locator('.edit-page', { hasText: 'Done' }).click();
  await expect(page.getByRole('article')).toHaveText('Thank you for the coffee.');
  await page.locator('.sidebar').getByRole('button', { name: /./ }).last().click();
  await page.locator('#me').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await page.goto(address);
  await expect(page).toHaveURL(/sign-in/);
  const left = await page.evaluate(async () => {
    const copies = (await indexedDB.databases()).map(({ name }) => name!).filter(name => /^atrium(?:\/[^/]+){3}$/.test(name));
    const counts = copies.map(name => new Promise<number>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const count = request.result.transaction('updates').objectStore('updates').count();
        count.onsuccess = () => { request.result.close(); resolve(count.result); };
      };
    }));
    return { copies: copies.length, updates: (await Promise.all(counts)).reduce((sum, one) => sum + one, 0) };
  });
  expect(left).toEqual({ copies: 1, updates: 0 });
  await context.close();
});

async function signInHere(page: Page, email: string) {
  await open(page, '/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('demo-larkspur-roasters');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
  await awake(page);
}

test('a new version is offered and never forced', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  await page.route('**/program.json', route => route.fulfill({ json: { build: 'another', files: [] } }));
  await open(page, '/w/larkspur');
  // A page that has just come is new; it asks when the line is back, when somebody comes back, and once a minute.
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.locator('.new-version')).toContainText('There is a new version of Atrium');
  await expectAccessible(page, 'a new version');
  await page.evaluate(() => { (window as any).same = true; });
  await page.locator('.new-version').getByRole('button', { name: 'Later' }).click();
  await expect(page.locator('.new-version')).toHaveCount(0);
  expect(await page.evaluate(() => (window as any).same)).toBe(true);
});

test('Atrium can be installed', async ({ page, request }) => {
  await page.goto('/sign-in');
  const address = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await (await request.get(address!)).json();
  expect(manifest).toMatchObject({ name: 'Atrium', start_url: '/', scope: '/', display: 'standalone' });
  const sizes = manifest.icons.map((icon: { sizes: string; purpose?: string }) => `${icon.sizes} ${icon.purpose ?? 'any'}`);
  expect(sizes).toEqual(expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']));
  for (const icon of manifest.icons) expect((await request.get(icon.src)).ok(), icon.src).toBe(true);
});

test('what is written on a page without a connection outlives a reload, and others read it once it is back', async ({ page, context, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Cellar'));
  const address = addressOf(await makePage(page, space, 'Stock'));
  const text = page.getByRole('textbox', { name: 'Text of the page' });
  const edit = async () => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await text.focus();
  };
  await openKept(page, address);
  await edit();
  await page.keyboard.type('Twelve sacks.');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await editorIsKept(page);
  // The page as it stands now is what is kept of it.
  await page.reload();
  await awake(page);

  await offline(context, true);
  await edit();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' And three bags.');
  await expect(page.locator('.save-state')).toHaveText('On this device');
  await page.goto(address);
  // It is there again, and goes on, without a click.
  await expect(text).toContainText('Twelve sacks. And three bags.');
  await expect(page.locator('.save-state')).toHaveText('On this device');

  await offline(context, false);
  await expect(page.locator('.save-state')).toHaveText('Saved', { timeout: 20_000 });
  const reader = await second(browser, baseURL, address);
  await expect(reader.getByRole('article')).toHaveText('Twelve sacks. And three bags.');
  await reader.context().close();
});

test('what is written on a page without a connection and left with Done is sent when it is back, while the page is read', async ({ page, context, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Loft'));
  const address = addressOf(await makePage(page, space, 'Sacks'));
  const text = page.getByRole('textbox', { name: 'Text of the page' });
  const state = page.locator('.save-state');
  await openKept(page, address);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await text.focus();
  await page.keyboard.type('Twelve sacks.');
  await expect(state).toHaveText('Saved');

  await offline(context, true);
  await page.keyboard.type(' And three bags.');
  await expect(state).toHaveText('On this device');
  await page.locator('.edit-page', { hasText: 'Done' }).click();
  await expect(text).toHaveCount(0);
  await expect(page.getByRole('article')).toHaveText('Twelve sacks. And three bags.');
  await expect(state).toHaveText('On this device');

  await offline(context, false);
  await expect(state).toHaveText('Saved', { timeout: 20_000 });
  await expect(text, 'nobody has begun to write').toHaveCount(0);
  await expect(page.getByRole('article')).toHaveText('Twelve sacks. And three bags.');
  const reader = await second(browser, baseURL, address);
  await expect(reader.getByRole('article')).toHaveText('Twelve sacks. And three bags.');
  await reader.context().close();
  // Nothing is left to be sent: the page is read when it is opened again.
  await page.reload();
  await awake(page);
  await expect(page.getByRole('article')).toHaveText('Twelve sacks. And three bags.');
  await expect(text).toHaveCount(0);
});

/** Whether all of the editor is kept here, with what asks for words that have not arrived. */
async function editorIsKept(page: Page) {
  await expect(async () => {
    const kept = await page.evaluate(async () => (await (await caches.open('atrium-files-1')).keys()).map(one => one.url).filter(url => url.includes('/editor/')));
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.some(url => url.includes('/unsent.'))).toBe(true);
  }).toPass();
}

test('the first words on a page are there after a reload without a connection, and nothing says that they are saved', async ({ page, context }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Attic'));
  const address = addressOf(await makePage(page, space, 'Boxes'));
  const text = page.getByRole('textbox', { name: 'Text of the page' });
  await openKept(page, address);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await text.focus();
  await page.keyboard.type('Twelve boxes.');
  await expect(page.locator('.save-state')).toHaveText('Saved');
  await editorIsKept(page);

  await offline(context, true);
  await page.keyboard.type(' And a trunk.');
  await expect(page.locator('.save-state')).toHaveText('On this device');
  await page.reload();
  await expect(text).toContainText('Twelve boxes. And a trunk.');
  await expect(page.locator('.save-state')).toHaveText('On this device');
  await expect(strip(page)).toContainText('Offline');
  await expect(page.locator('.sync')).toHaveText('Offline');
  // The words behind the number are for people.
  await page.goto(`${address}-boxes`);
  await expect(text).toContainText('Twelve boxes. And a trunk.');

  await offline(context, false);
  await expect(page.locator('.save-state')).toHaveText('Saved', { timeout: 20_000 });
  await expect(page.locator('.sync')).toHaveText('Up to date');
});

test('a page that was reached by a link is there without a connection, with its picture', async ({ page, context }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Album'));
  const made = await makePage(page, space, 'Summer');
  await openKept(page, `/w/larkspur/spaces/${space.slug}`);
  await page.getByRole('treeitem', { name: 'Summer' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'Text of the page' });
  await text.focus();
  await page.keyboard.type('By the lake.');
  await page.keyboard.press('Enter');
  await text.evaluate((field, base64) => {
    const pasted = new DataTransfer();
    pasted.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], 'lake.png', { type: 'image/png' }));
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
  }, greyPoint);
  await expect(text.locator('img[src*="/attachments/"]')).toHaveJSProperty('naturalWidth', 1);
  await expect(page.locator('.save-state')).toHaveText('Saved');
  await editorIsKept(page);
  await expect(async () => {
    const [pages, pictures] = await page.evaluate(async () => {
      const names = await caches.keys();
      const of = async (beginning: string) => (await Promise.all(names.filter(name => name.startsWith(beginning))
        .map(async name => (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)))).flat();
      return [await of('atrium-of-'), await of('atrium-pictures-of-')];
    });
    expect(pages.some(path => path.startsWith(addressOf(made)))).toBe(true);
    expect(pictures.length).toBe(1);
  }).toPass();

  await offline(context, true);
  // Its editor opens by itself only where something has not arrived.
  await page.keyboard.type('And by the sea.');
  await expect(page.locator('.save-state')).toHaveText('On this device');
  await page.reload();
  await expect(text).toContainText('By the lake.');
  await expect(text.locator('.image img')).toHaveJSProperty('naturalWidth', 1);
  await offline(context, false);
  await expect(page.locator('.save-state')).toHaveText('Saved', { timeout: 20_000 });
});
