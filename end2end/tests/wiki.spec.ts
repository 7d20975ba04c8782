import { expectAccessible } from './support/axe';
import { makeBoard, second, uniqueKey } from './support/board';
import { Finger } from './support/finger';
import { awake, expect, forgive, open, signIn, test } from './support/house';
import { addressOf, base, makePage, makeSpace, tree, unique } from './support/wiki';

test('a space is made, and pages in it, by keyboard alone', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const name = unique('Guild');
  await open(page, '/w/larkspur');
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await page.waitForURL('**/wiki');
  await page.getByRole('link', { name: 'New space' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);

  // The first page: its title has the focus.
  await page.getByRole('button', { name: 'New page' }).focus();
  await page.keyboard.press('Enter');
  const title = page.getByRole('textbox', { name: 'Title' });
  await expect(title).toBeFocused();
  await page.keyboard.type('How we meet');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How we meet');
  await expect(page.getByRole('treeitem', { name: 'How we meet' })).toBeVisible();
  await page.reload();
  await awake(page);
  await expect(title).toHaveValue('How we meet');

  // One below it.
  await page.getByRole('button', { name: 'New page below this one' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('How we meet');
  await expect(title).toBeFocused();
  await page.keyboard.type('Agenda');
  await page.keyboard.press('Tab');
  await expect.poll(() => tree(page)).toEqual(['How we meet', '-Agenda']);
});

test('pages are put in another order by keys, and back', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Order'));
  const [first] = [await makePage(page, space, 'First'), await makePage(page, space, 'Second'), await makePage(page, space, 'Third')];
  await makePage(page, space, 'Below', first);
  await open(page, `/w/larkspur/spaces/${space.slug}`);
  await expect.poll(() => tree(page)).toEqual(['First', 'Second', 'Third']);

  const item = (name: string) => page.getByRole('treeitem', { name });
  await item('First').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => tree(page)).toEqual(['First', '-Below', 'Second', 'Third']);
  await page.keyboard.press('End');
  await expect(item('Third')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => tree(page)).toEqual(['First', '-Below', 'Third', 'Second']);
  await expect(item('Third')).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => tree(page)).toEqual(['First', '-Below', '-Third', 'Second']);
  await expect(page.locator('.toast')).toHaveCount(2);
  await page.locator('.toast').last().getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => tree(page)).toEqual(['First', '-Below', 'Third', 'Second']);

  // The dialog asks where to.
  await item('Second').focus();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Move the page' });
  await dialog.getByLabel('Below').selectOption({ label: 'First' });
  await dialog.getByLabel('Place').selectOption({ label: 'First' });
  await dialog.getByRole('button', { name: 'Move' }).click();
  await expect.poll(() => tree(page)).toEqual(['First', '-Second', '-Below', 'Third']);
  await expect(page.locator('.toast').filter({ hasText: 'Second' }).first()).toBeVisible();
  // It is so for everybody, and what was unfolded stays.
  await page.reload();
  await awake(page);
  await expect.poll(() => tree(page)).toEqual(['First', '-Second', '-Below', 'Third']);
});

test('a page moves to another space with all below it, and back', async ({ page, isMobile }) => {
  await signIn(page, 'owner@demo.test');
  const [here, there] = [await makeSpace(page, unique('Here')), await makeSpace(page, unique('There'))];
  await makePage(page, here, 'First');
  const moved = await makePage(page, here, 'Rota');
  await makePage(page, here, 'Weekends', moved);
  await makePage(page, here, 'Last');
  await makePage(page, there, 'Before');
  await open(page, addressOf(moved));
  await page.getByRole('button', { name: 'More about this page' }).click();
  await page.getByRole('button', { name: 'Move to another space' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move to another space' });
  await expect(dialog).toContainText('Rota');
  await expectAccessible(page, 'the dialog of another space');
  await dialog.getByLabel('Space', { exact: true }).selectOption({ label: there.name });
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(crumbs).toContainText(there.name);
  await expect(dialog).toBeHidden();
  // On a phone the tree is a sheet.
  if (!isMobile) await expect.poll(() => tree(page)).toEqual(['Before', 'Rota', '-Weekends']);
  await expect(page).toHaveURL(new RegExp(`/wiki/${moved.number}`));

  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(crumbs).toContainText(here.name);
  if (!isMobile) await expect.poll(() => tree(page)).toEqual(['First', 'Rota', '-Weekends', 'Last']);
});

test('a page is dragged by mouse before, behind and below others', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Drag'));
  for (const title of ['Apple', 'Pear', 'Quince']) await makePage(page, space, title);
  await open(page, `/w/larkspur/spaces/${space.slug}`);
  const box = async (name: string) => (await page.getByRole('treeitem', { name }).boundingBox())!;
  const drag = async (name: string, to: string, share: number) => {
    const [from, goal] = [await box(name), await box(to)];
    await page.mouse.move(from.x + 60, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 70, from.y + from.height / 2 + 8);
    await page.mouse.move(goal.x + 70, goal.y + goal.height * share, { steps: 6 });
    await page.mouse.up();
  };
  await drag('Quince', 'Apple', 0.1);
  await expect.poll(() => tree(page)).toEqual(['Quince', 'Apple', 'Pear']);
  await drag('Quince', 'Apple', 0.9);
  await expect.poll(() => tree(page)).toEqual(['Apple', 'Quince', 'Pear']);
  await drag('Pear', 'Apple', 0.5);
  await expect.poll(() => tree(page)).toEqual(['Apple', '-Pear', 'Quince']);
  // Nothing goes below itself, and the press that moved it opened nothing.
  await drag('Apple', 'Pear', 0.5);
  await expect.poll(() => tree(page)).toEqual(['Apple', '-Pear', 'Quince']);
  expect(new URL(page.url()).pathname).toBe(`/w/larkspur/spaces/${space.slug}`);
  await page.reload();
  await awake(page);
  await expect.poll(() => tree(page)).toEqual(['Apple', '-Pear', 'Quince']);
});

test('a page is dragged by a finger', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'a desktop has a mouse');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Finger'));
  for (const title of ['Apple', 'Pear']) await makePage(page, space, title);
  await open(page, `/w/larkspur/spaces/${space.slug}`);
  const finger = await Finger.on(page);
  const box = async (name: string) => (await page.getByRole('treeitem', { name }).boundingBox())!;
  const [pear, apple] = [await box('Pear'), await box('Apple')];
  await finger.stroke({ x: pear.x + 80, y: pear.y + 20 }, 400, [{ x: apple.x + 80, y: apple.y + 3 }], 100);
  await expect.poll(() => tree(page)).toEqual(['Pear', 'Apple']);
});

test('a page gets a star, goes to the trash, and comes back', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Trash'));
  const title = unique('Old rota');
  const made = await makePage(page, space, title);
  await open(page, addressOf(made));
  const starred = page.waitForResponse(answer => answer.url().includes('star_page'));
  await page.getByRole('button', { name: 'Favourite' }).click();
  await starred;
  await open(page, '/w/larkspur/wiki');
  const favourites = page.locator('section', { has: page.getByRole('heading', { name: 'Favourites' }) });
  await favourites.getByRole('link', { name: title }).click();

  await page.getByRole('button', { name: 'More about this page' }).click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await page.waitForURL(`**/spaces/${space.slug}`);
  await expect(page.getByText('No page yet')).toBeVisible();
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(title);

  await page.getByRole('button', { name: 'More about this page' }).click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await page.waitForURL(`**/spaces/${space.slug}`);
  await page.getByRole('link', { name: 'Trash' }).click();
  await expectAccessible(page, 'the trash');
  await page.getByRole('button', { name: `Restore ${title}` }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await page.getByRole('link', { name: 'Pages', exact: true }).click();
  await expect.poll(() => tree(page)).toEqual([title]);
});

test('a tag leads to the pages and tasks that go by it', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Tagged'));
  const [ovens, mixers] = [await makePage(page, space, unique('Ovens')), await makePage(page, space, unique('Mixers'))];
  const { cards } = await (await page.request.get(`${base}/boards/${(await makeBoard(page, uniqueKey('T'))).split('/').pop()}`)).json();
  const tag = unique('R&D');
  for (const path of [`/pages/${ovens.id}`, `/pages/${mixers.id}`, `/tasks/${cards[0].id}`]) {
    const answer = await page.request.put(`${base}${path}/tags`, { data: { tags: [tag] }, headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect(answer.status()).toBe(200);
  }
  await open(page, addressOf(ovens));
  await page.getByRole('list', { name: 'Tags' }).getByRole('link', { name: tag }).click();
  await expect(page.getByRole('heading', { name: tag })).toBeVisible();
  for (const name of [ovens.title, mixers.title, cards[0].title]) {
    await expect(page.locator('.page-lines').getByRole('link', { name })).toBeVisible();
  }
  await expectAccessible(page, 'what goes by a tag');
  // It has an address of its own.
  await page.reload();
  await awake(page);
  await page.locator('.page-lines').getByRole('link', { name: mixers.title }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(mixers.title);

  await open(page, '/w/larkspur/wiki?tag=nobody-has-used-this');
  await expect(page.getByRole('heading', { name: /^Nothing goes by/ })).toBeVisible();
  await page.getByRole('link', { name: 'Spaces', exact: true }).click();
  await expect(page.getByRole('link', { name: space.name })).toBeVisible();
});

test('the history of a page that nobody has written on says when there will be one', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Blank'));
  const made = await makePage(page, space, 'Not written yet, and with a name that is long enough for two lines on a phone');
  await open(page, `${addressOf(made)}/history`);
  await expect(page.getByRole('heading', { name: 'Nothing is written here yet' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Versions' })).toHaveCount(0);
  await expect(page.getByLabel('Name of the version')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await expectAccessible(page, 'a history without a version');
  const viewer = await second(browser, baseURL, `${addressOf(made)}/history`, 'viewer@demo.test');
  await expect(viewer.getByRole('heading', { name: 'Nothing is written here yet' })).toBeVisible();
  await expect(viewer.getByRole('link', { name: 'Write on the page' })).toHaveCount(0);
  await viewer.context().close();
  await page.getByRole('link', { name: 'Write on the page' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
});

test('who may only read sees no way to write, and a closed space is not there for others', async ({ page, browser, baseURL, complaints }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Open'));
  const made = await makePage(page, space, 'For all to read');
  const closed = await makeSpace(page, unique('Closed'), { opening: 'private' });
  const secret = await makePage(page, closed, 'For two');

  const viewer = await second(browser, baseURL, addressOf(made), 'viewer@demo.test');
  await expect(viewer.getByRole('heading', { name: 'For all to read' })).toBeVisible();
  for (const name of ['Edit', 'New page below this one', 'Share']) {
    await expect(viewer.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await expect(viewer.getByRole('textbox', { name: 'Title' })).toHaveCount(0);
  await viewer.getByRole('button', { name: 'More about this page' }).click();
  for (const name of ['Move', 'Move to the trash', 'Who may see it', 'Public link']) {
    await expect(viewer.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await open(viewer, '/w/larkspur/wiki');
  await expect(viewer.getByRole('link', { name: space.name })).toBeVisible();
  await expect(viewer.getByRole('link', { name: closed.name })).toHaveCount(0);
  await expect(viewer.getByRole('heading', { name: 'New space' })).toHaveCount(0);
  for (const path of [addressOf(secret), `/w/larkspur/spaces/${closed.slug}`]) {
    expect((await open(viewer, path))!.status()).toBe(404);
    await expect(viewer.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  }
  await viewer.context().close();
  forgive(complaints, 404);
});

test('a page is read without the program, which comes when somebody is there', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Quiet'));
  const made = await makePage(page, space, 'Read me');
  const fetched: string[] = [];
  page.on('request', request => fetched.push(new URL(request.url()).pathname));
  await page.goto(addressOf(made));
  await page.waitForLoadState('networkidle');
  expect(fetched.filter(path => path.endsWith('.wasm') || path.endsWith('.pack'))).toEqual([]);
  await page.mouse.move(200, 200);
  await page.locator('body[data-hydrated]').waitFor();
  expect(fetched.filter(path => path.endsWith('.wasm') || path.endsWith('.pack'))).not.toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the screens of the wiki are accessible in ${colorScheme}`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signIn(page, 'owner@demo.test');
    const space = await makeSpace(page, unique('Axe'));
    const parent = await makePage(page, space, 'A page');
    await makePage(page, space, 'A page below it', parent);
    for (const path of ['/w/larkspur/wiki', '/w/larkspur/wiki?archived=1', `/w/larkspur/spaces/${space.slug}`, `/w/larkspur/spaces/${space.slug}?shelf=trash`, `/w/larkspur/spaces/${space.slug}?shelf=settings`, addressOf(parent)]) {
      await test.step(path, async () => {
        await open(page, path);
        await expectAccessible(page, path);
      });
    }
    await page.getByRole('button', { name: 'More about this page' }).click();
    await expectAccessible(page, 'the menu of a page');
  });
}
