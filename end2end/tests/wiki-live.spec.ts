// What one does to pages is on the screen of the other at once.
import { expect, open, signIn, test } from './support/house';
import { addressOf, makePage, makeSpace, unique } from './support/wiki';

test('the tree, the title and what is said about a page follow what others do', async ({ page, browser, isMobile }) => {
  test.skip(isMobile, 'the tree is behind a button there');
  await signIn(page, 'owner@demo.test');
  const space = await makeSpace(page, unique('Live'));
  const first = await makePage(page, space, 'First');
  const second = await makePage(page, space, 'Second');
  const context = await browser.newContext();
  try {
    const other = await context.newPage();
    await signIn(other, 'member@demo.test');
    await open(other, addressOf(first));
    const tree = other.locator('.tree-pane');
    await expect(tree.getByText('Second')).toBeVisible();

    await open(page, addressOf(second));
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
    await context.close();
  }
});
