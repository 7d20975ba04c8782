// What one does to pages is on the screen of the other at once.
import { second } from './support/board';
import { expect, open, signIn, test } from './support/house';
import { addressOf, makePage, makeSpace, unique } from './support/wiki';

test('the tree, the title and what is said about a page follow what others do', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'the tree is behind a button there');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Live'));
  const first = await makePage(page, space, 'First');
  const renamed = await makePage(page, space, 'Second');
  const other = await second(browser, baseURL, addressOf(first));
  try {
    const tree = other.locator('.tree-pane');
    await expect(tree.getByText('Second')).toBeVisible();

    await open(page, addressOf(renamed));
    await page.getByLabel('Title', { exact: true }).fill('Another name');
    await page.getByLabel('Title', { exact: true }).press('Enter');
    await expect(tree.getByText('Another name')).toBeVisible();
    await makePage(page, space, 'Third');
    await expect(tree.getByText('Third')).toBeVisible();

    // What is being written of a title is not taken away.
    await other.getByLabel('Title', { exact: true }).fill('First of');
    await other.getByRole('button', { name: 'Comments' }).click();
    const theirs = other.getByRole('complementary', { name: 'Comments' });
    await open(page, addressOf(first));
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('First of');
    await page.getByRole('button', { name: 'Comments' }).click();
    const ours = page.getByRole('complementary', { name: 'Comments' });
    await ours.getByLabel('Write a comment').fill('Is this all?');
    await ours.getByRole('button', { name: 'Comment', exact: true }).click();
    await expect(theirs.locator('.thread', { hasText: 'Is this all?' })).toBeVisible();
  } finally {
    await other.context().close();
  }
});

const lines = Array.from({ length: 60 }, (_, at) => `<p>Line ${at}.</p>`).join('');
const minutes = `<h2>Plan</h2><p>See <a href="https://example.org/rota">the rota</a>.</p>${lines}<pre><code class="language-rust">fn main() {}</code></pre><h2>Prices</h2>`;

test('who reads sees what others write, and keeps the words they selected, the focus and their place', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Read'));
  const made = await makePage(page, space, 'Minutes');
  await open(page, addressOf(made));
  const text = page.getByRole('textbox', { name: 'Text of the page' });
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await text.click();
  await text.evaluate((field, given) => {
    const pasted = new DataTransfer();
    pasted.setData('text/html', given);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
  }, minutes);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  const other = await second(browser, baseURL, addressOf(made));
  const body = other.locator('.prose-body');
  const line = body.locator('p', { hasText: 'Line 30.' });
  const keyword = await body.locator('.hljs-keyword').first().elementHandle();
  const top = () => line.evaluate(paragraph => paragraph.getBoundingClientRect().top);
  await line.evaluate(paragraph => {
    const words = paragraph.firstChild!;
    paragraph.scrollIntoView({ block: 'center' });
    document.querySelector<HTMLElement>('.prose-body a')!.focus({ preventScroll: true });
    getSelection()!.setBaseAndExtent(words, 0, words, 4);
  });
  const before = await top();

  await text.press('ControlOrMeta+Home');
  await page.keyboard.type('Before all.');
  await page.keyboard.press('Enter');
  await text.locator('p', { hasText: 'Line 30.' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' And more.');
  await expect(line).toHaveText('Line 30. And more.');
  await expect(body.locator('h2')).toHaveText(['Before all.', 'Plan', 'Prices']);
  await expect(other.locator('.contents')).toContainText('Before all.');
  expect(await other.evaluate(() => String(getSelection()))).toBe('Line');
  await expect(body.getByRole('link', { name: 'the rota' })).toBeFocused();
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(3);
  expect(await keyword!.evaluate(word => word.isConnected), 'what did not change is not drawn again').toBe(true);

  // Who has left the editor reads, too.
  await page.locator('.edit-page', { hasText: 'Done' }).click();
  await expect(text).toHaveCount(0);
  await other.getByRole('button', { name: 'Edit', exact: true }).click();
  const theirs = other.getByRole('textbox', { name: 'Text of the page' });
  await theirs.press('ControlOrMeta+End');
  await other.keyboard.type(' And at the end.');
  await expect(page.locator('.prose-body > h2').last()).toHaveText('Prices And at the end.');
  await other.context().close();
});

test('who is done right after the last key has their words saved, and goes on to see what others write', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Leave'));
  const made = await makePage(page, space, 'Rota');
  await open(page, addressOf(made));
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'Text of the page' });
  await text.click();
  await page.keyboard.type('Mia opens.');
  // Without the time that a pointer takes.
  await page.locator('.edit-page', { hasText: 'Done' }).evaluate((button: HTMLElement) => button.click());
  await expect(text).toHaveCount(0);
  const body = page.locator('.prose-body');
  await expect(body).toHaveText('Mia opens.');
  await expect(page.locator('.save-state')).toHaveText('Saved');

  const other = await second(browser, baseURL, addressOf(made));
  await expect(other.locator('.prose-body')).toHaveText('Mia opens.');
  await other.getByRole('button', { name: 'Edit', exact: true }).click();
  const theirs = other.getByRole('textbox', { name: 'Text of the page' });
  await theirs.press('ControlOrMeta+End');
  await other.keyboard.type(' Vera closes.');
  await expect(body).toHaveText('Mia opens. Vera closes.');
  await other.context().close();
});
