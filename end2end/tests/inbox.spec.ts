// From an @ in a comment to somebody's inbox, and what they make of it there.
import { makeBoard, second, uniqueKey } from './support/board';
import { expect, open, signIn, test } from './support/house';

test('who is called reads it at once, opens it, and is done with it by keyboard', async ({ page, browser, baseURL, isMobile }) => {
  test.skip(isMobile, 'a phone has no such keys');
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('I');
  const address = await makeBoard(page, key);
  const priya = await second(browser, baseURL, '/w/larkspur/inbox');
  const items = priya.locator('.inbox-item');
  await expect(items.filter({ hasText: key })).toHaveCount(0);

  await open(page, `${address}/1`);
  const field = page.getByLabel('Write a comment');
  await field.pressSequentially('Is this yours, @pri');
  await expect(page.locator('.people-found > li')).toHaveText(/Priya Raman/);
  await expect(page.locator('.people-found > li')).toHaveAttribute('aria-selected', 'true');
  await field.press('Enter');
  await expect(field).toHaveValue('Is this yours, @Priya Raman ');
  await field.press('Control+Enter');
  await expect(page.locator('.comment .mention')).toHaveText('@Priya Raman');
  await expect(field).toHaveValue('');
  // What was begun before the panel is drawn anew still calls who it called.
  await field.pressSequentially('And this, @pri');
  await field.press('Enter');
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Watch', exact: true })).toHaveAttribute('aria-pressed', 'false');
  await field.press('Control+Enter');
  await expect(page.locator('.comment .mention')).toHaveCount(2);

  const item = items.filter({ hasText: `${key}-1` });
  await expect(item).toHaveClass(/unread/);
  await expect(item).toContainText('Odile Laurent mentioned you in a comment');
  await expect(item).toContainText('And this, @Priya Raman');
  await expect(priya.locator('.sidebar .badge')).toHaveText(/[0-9]/);
  await expect(items.first()).toContainText(`${key}-1`);

  await priya.keyboard.press('j');
  await expect(items.first().getByRole('link')).toBeFocused();
  await priya.keyboard.press('u');
  await expect(item).not.toHaveClass(/unread/);
  await priya.keyboard.press('u');
  await expect(item).toHaveClass(/unread/);
  await priya.keyboard.press('e');
  await expect(item).toHaveCount(0);
  await priya.getByRole('button', { name: 'Undo' }).first().click();
  await expect(item).toHaveCount(1);

  await priya.keyboard.press('k');
  await item.getByRole('link').focus();
  await priya.keyboard.press('h');
  await priya.getByRole('button', { name: 'Tomorrow' }).click();
  await expect(item).toHaveCount(0);
  await priya.getByRole('navigation', { name: 'Inbox', exact: true }).getByRole('link', { name: 'Put off' }).click();
  await expect(item).toHaveCount(1);
  await item.getByRole('link').click();
  await expect(priya).toHaveURL(new RegExp(`/p/${key}/1$`));
  await priya.context().close();
});

test('a sign is given to a comment, seen by others, and taken back', async ({ page, browser, baseURL }) => {
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('R'));
  await open(page, `${address}/1`);
  await page.getByLabel('Write a comment').fill('Shall we?');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  const comment = page.locator('.comment');
  await comment.hover();
  await comment.getByRole('button', { name: 'Answer with a sign' }).click();
  await page.getByRole('button', { name: 'Agreed', exact: true }).click();
  const mine = comment.getByRole('button', { name: 'Agreed: Odile Laurent' });
  await expect(mine).toHaveAttribute('aria-pressed', 'true');

  const priya = await second(browser, baseURL, `${address}/1`);
  await priya.getByRole('button', { name: 'Agreed: Odile Laurent' }).click();
  await expect(page.getByRole('button', { name: 'Agreed: Odile Laurent, Priya Raman' })).toBeVisible();
  await page.getByRole('button', { name: /^Agreed: Odile/ }).click();
  await expect(page.getByRole('button', { name: 'Agreed: Priya Raman' })).toHaveAttribute('aria-pressed', 'false');
  await priya.context().close();
});

test('watching is a choice that stays', async ({ page }) => {
  await signIn(page, 'member@demo.test');
  await open(page, '/w/larkspur/p/SHOP/5');
  const watch = page.getByRole('button', { name: 'Watch', exact: true });
  const before = await watch.getAttribute('aria-pressed');
  await watch.click();
  await expect(watch).toHaveAttribute('aria-pressed', before === 'true' ? 'false' : 'true');
  await page.reload();
  await expect(watch).toHaveAttribute('aria-pressed', before === 'true' ? 'false' : 'true');
});
