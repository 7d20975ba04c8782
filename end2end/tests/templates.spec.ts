// Projects and tasks from templates: a shipped one, one that was kept here, and a task with its parts.
import { expectAccessible } from './support/axe';
import { makeBoard, titles, uniqueKey } from './support/board';
import { expect, open, signIn, test } from './support/house';

test('a project starts from a shipped template', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('H');
  await open(page, '/w/larkspur/projects');
  const form = page.locator('#new-project');
  await form.getByLabel('Name').fill(`Hiring ${key}`);
  await form.getByLabel('Key').fill(key);
  await form.getByLabel('Start from').selectOption({ label: 'Hiring' });
  await expect(form).toContainText('One opening, from writing it to the first day.');
  await form.getByLabel('Its first date').fill('2027-03-01');
  await expectAccessible(page, 'a new project from a template');
  await form.getByRole('button', { name: 'Create the project' }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${key}$`));
  await expect(titles(page, 'To do')).toHaveCount(11);
  await expect(page.locator('.card', { hasText: 'Write the advertisement' }).locator('time.due')).toHaveAttribute('datetime', '2027-03-05');
});

test('a task is kept as a template and made again, and the template renamed and removed', async ({ page, isMobile }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('V');
  const address = await makeBoard(page, key);
  await open(page, `${address}/1`);
  await page.getByRole('button', { name: 'Checklist', exact: true }).click();
  const item = page.getByRole('region', { name: 'Checklist' }).locator('form.add textarea');
  await item.fill('Sand it');
  await item.press('Enter');
  await expect(page.getByRole('region', { name: 'Checklist' }).locator('li.item:not(.coming)')).toHaveCount(1);
  await page.getByRole('button', { name: 'Save as template' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as template' });
  await dialog.getByLabel('Name of the template').fill('Door');
  await expectAccessible(page, 'a task that is kept as a template');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('The template is kept.')).toBeVisible();

  await open(page, address);
  if (isMobile) await page.getByRole('link', { name: 'Create' }).click();
  else await page.keyboard.press('c');
  const window = page.getByRole('dialog', { name: 'New task' });
  await expect(window.getByLabel('Or from a template')).toHaveValue(/.+/);
  await expectAccessible(page, 'a new task from a template');
  await window.getByRole('button', { name: 'Add from the template' }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${key}/4$`));
  await expect(page.getByRole('region', { name: 'Checklist' })).toContainText('Sand it');

  await open(page, `${address}/settings`);
  const row = page.locator('.templates li', { hasText: 'Door' });
  await row.getByText('Rename').click();
  await row.getByLabel('Another name for Door').fill('Any door');
  await row.getByRole('button', { name: 'Save' }).click();
  const renamed = page.locator('.templates li', { hasText: 'Any door' });
  await expect(renamed).toBeVisible();
  await expectAccessible(page, 'the templates of a project');
  await renamed.getByRole('button', { name: 'Remove Any door' }).click();
  await page.getByRole('dialog', { name: 'Remove this template?' }).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.locator('.templates li')).toHaveCount(0);

  // The project itself is kept, and the list of projects offers it.
  await page.getByLabel('Name of the template').fill(`Kept ${key}`);
  await page.getByRole('button', { name: 'Save as template' }).click();
  await expect(page.getByText('New projects can be made from it.')).toBeVisible();
  await open(page, '/w/larkspur/projects');
  await expect(page.getByLabel('Start from')).toContainText(`Kept ${key}`);
});
