// The editor of pages by hand: what is put in stays beside what was there, and keys do what they say.
import { expect, open, signIn, test } from './support/house';
import { addressOf, makePage, makeSpace, unique } from './support/wiki';
import type { Page } from '@playwright/test';

const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the page' });
const edit = (page: Page) => page.locator('[data-edit-page]');
const list = (page: Page, name: string) => page.getByRole('listbox', { name });

async function begin(page: Page, title: string) {
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique(title));
  const made = await makePage(page, space, 'Rota');
  await open(page, addressOf(made));
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(text(page)).toBeVisible();
  await text(page).press('ControlOrMeta+End');
}

/** By the slash menu, from a line of its own. */
async function add(page: Page, name: string) {
  await page.keyboard.type(`/${name.toLowerCase()}`);
  await expect(list(page, 'Blocks').getByRole('option').first()).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(list(page, 'Blocks')).toHaveCount(0);
}

test('a divider above a table keeps the table, and a line below it is made by keys or a press', async ({ page, isMobile }) => {
  test.skip(isMobile, 'there is no keyboard');
  const warnings: string[] = [];
  page.on('console', message => {
    if (message.text().includes('TextSelection')) warnings.push(message.text());
  });
  await begin(page, 'Tables');
  await page.keyboard.type('Above');
  await page.keyboard.press('Enter');
  await add(page, 'Table');
  await page.keyboard.type('Kept');
  const table = text(page).locator('table');
  await expect(table.locator('th').first()).toHaveText('Kept');

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await expect.poll(() => page.evaluate(() => getSelection()?.anchorNode?.textContent)).toBe('Above');
  await page.keyboard.press('Enter');
  await add(page, 'Divider');
  await page.keyboard.type('Between');
  await expect(text(page).locator('hr + p')).toHaveText('Between');
  await expect(table.locator('th').first()).toHaveText('Kept');

  await table.locator('td').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Below');
  await expect(text(page).locator(':scope > p').last()).toHaveText('Below');
  await expect(table).toHaveText('Kept');

  // In the page below the editor.
  await page.keyboard.press('ControlOrMeta+Home');
  const box = (await text(page).boundingBox())!;
  const main = (await page.locator('main').boundingBox())!;
  const place = { x: box.x + 40, y: Math.min(box.y + box.height + 20, main.y + main.height - 5) };
  await page.mouse.click(place.x, place.y);
  await page.keyboard.type(' and on');
  await expect(text(page).locator(':scope > p').last()).toHaveText('Below and on');
  expect(warnings).toEqual([]);
});

test('Escape closes what is open, and leaves for the button; what is typed on is no command', async ({ page, isMobile }) => {
  test.skip(isMobile, 'there is no keyboard');
  await begin(page, 'Escape');
  await page.keyboard.type('/zz');
  await expect(list(page, 'Blocks')).toHaveText('Nothing is called that.');
  await page.keyboard.press('Escape');
  await expect(list(page, 'Blocks')).toHaveCount(0);
  await expect(text(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(text(page)).toHaveCount(0);
  await expect(edit(page)).toBeFocused();
  await expect(edit(page)).toHaveText('Edit');

  await page.keyboard.press('Enter');
  await expect(text(page)).toBeFocused();
  // As fast as somebody types: between two keys of a test there may be a pause.
  await text(page).evaluate(field => {
    for (const key of ['Escape', 'o', 'm']) {
      (document.activeElement ?? field).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  });
  await expect(text(page)).toHaveCount(0);
  await expect(edit(page)).toBeFocused();
  await expect(page.getByRole('complementary', { name: 'Comments' })).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('people and tasks are listed before anything is typed, and keep to their list', async ({ page, isMobile }) => {
  test.skip(isMobile, 'there is no keyboard');
  await begin(page, 'Listed');
  await page.keyboard.type('@');
  await expect(list(page, 'People').getByRole('option').nth(1)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.type(' #');
  const tasks = list(page, 'Tasks');
  await expect(tasks).toBeVisible();
  await page.keyboard.type('a');
  await expect(tasks.getByRole('option').first()).toBeVisible();
  expect(await tasks.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/link to a page');
  await expect(list(page, 'Blocks').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(list(page, 'Pages')).toBeVisible();
});

test('the example of a diagram gives way to what is typed, and what is wrong is said', async ({ page, isMobile }) => {
  test.skip(isMobile, 'there is no keyboard');
  await begin(page, 'Diagrams');
  await add(page, 'Diagram');
  const code = text(page).locator('pre code');
  await expect(code).toContainText('flowchart LR');
  await page.keyboard.type('nothing');
  await expect(code).toHaveText('nothing');
  await expect(text(page).locator('.diagram .wrong')).toHaveText('This diagram cannot be drawn yet. Its first line names no kind of diagram.');
});
