import { column, makeBoard, titles, uniqueKey } from './support/board';
import { expectAccessible } from './support/axe';
import { expect, forgive, open, signIn, test } from './support/house';

const field = (page: import('@playwright/test').Page) => page.getByLabel('Title of the new task');

test('a task is written in one line, and what was understood can be taken back', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  await open(page, await makeBoard(page, uniqueKey('Q')));
  await column(page, 'To do').getByRole('button', { name: 'Add a task', exact: true }).click();
  await field(page).pressSequentially('Fix the till tomorrow !hi');
  const chips = page.getByRole('list', { name: 'Understood' }).getByRole('button');
  await expect(chips).toHaveCount(2);
  await expect(page.locator('.new-card mark').first()).toHaveText('tomorrow');
  // A menu completes after the sign.
  await expect(page.getByRole('option', { name: 'high' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('Fix the till tomorrow !high ');
  await chips.first().click();
  await expect(chips).toHaveCount(1);
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(titles(page, 'To do').last()).toHaveText('Fix the till tomorrow');
  await expect(field(page)).toHaveValue('');
  await expect(field(page)).toBeFocused();
  await expect(column(page, 'To do').locator('.card').last().locator('.priority.high')).toBeVisible();
  await expectAccessible(page, 'a card that is being written');
  // Shift and Enter opens what was added.
  await field(page).fill('Open this');
  await page.keyboard.press('Shift+Enter');
  await expect(page).toHaveURL(/\/p\/Q[A-Z0-9]+\/5$/);
});

test('a list that is pasted becomes as many tasks', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  await open(page, await makeBoard(page, uniqueKey('L')));
  await column(page, 'To do').getByRole('button', { name: 'Add a task', exact: true }).click();
  await field(page).fill('- Sweep\n- Mop\n- Count the till');
  await page.getByRole('button', { name: 'Add 3 tasks' }).click();
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third', 'Sweep', 'Mop', 'Count the till']);
});

test('what was done is taken back and done again', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no Ctrl');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('U'));
  await open(page, address);
  await titles(page, 'To do').nth(1).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(titles(page, 'In progress')).toHaveText(['Second']);
  await expect(page.locator('.card.waiting')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(titles(page, 'To do')).toHaveText(['First', 'Second', 'Third']);
  await page.keyboard.press('Control+Shift+z');
  await expect(titles(page, 'In progress')).toHaveText(['Second']);
  // An edit in the panel, taken back on another page.
  await open(page, `${address}/1`);
  await page.getByLabel('Priority', { exact: true }).selectOption('high');
  await expect(page.locator('.stream')).toContainText('priority');
  await page.getByRole('link', { name: 'Close' }).click();
  await page.locator('.sidebar').getByRole('link', { name: 'Home' }).click();
  await expect(page).toHaveURL(/\/w\/larkspur$/);
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/^Taken back: .*-1 was given another priority/)).toBeVisible();
  await open(page, `${address}/1`);
  await expect(page.getByLabel('Priority', { exact: true })).toHaveValue('none');
});

test.describe('without the worker, so that an answer can be held up', () => {
  test.use({ serviceWorkers: 'block' });

  test('what is taken back while it is still on its way is the last act', async ({ page, isMobile }) => {
    test.skip(isMobile, 'a phone has no Ctrl');
    await signIn(page, 'owner@demo.test');
    await open(page, await makeBoard(page, uniqueKey('U')));
    const carry = async (from: string) => {
      await titles(page, from).first().focus();
      for (const key of ['Space', 'ArrowRight', 'Space']) await page.keyboard.press(key);
    };
    await carry('To do');
    await expect(titles(page, 'In progress')).toHaveText(['First']);
    await expect(page.locator('.card.waiting')).toHaveCount(0);
    let held = 0;
    await page.route(/\/move_task/, async (route) => {
      held += 1;
      await new Promise((done) => setTimeout(done, 600));
      await route.continue();
    });
    await carry('In progress');
    await expect(titles(page, 'In review')).toHaveText(['First']);
    await page.keyboard.press('Control+z');
    await expect(page.getByText(/^Taken back: .*-1 was moved/)).toBeVisible();
    await expect(titles(page, 'In progress')).toHaveText(['First']);
    expect(held).toBe(2);
  });
});

test('an edit that somebody else has changed is left as it is', async ({ page, isMobile, complaints }) => {
  test.skip(isMobile, 'a phone has no Ctrl');
  await signIn(page, 'owner@demo.test');
  const address = await makeBoard(page, uniqueKey('V'));
  await open(page, `${address}/1`);
  await page.getByLabel('Priority', { exact: true }).selectOption('high');
  await expect(page.locator('.stream')).toContainText('priority');
  const key = address.split('/').pop();
  const task = await (await page.request.get(`/api/v1/workspaces/larkspur/boards/${key}/tasks/1`)).json();
  const answer = await page.request.patch(`/api/v1/workspaces/larkspur/tasks/${task.id}`, {
    data: { priority: 'low' },
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(answer.status()).toBe(200);
  await page.locator('.panel').click({ position: { x: 200, y: 400 } });
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Somebody has changed this task meanwhile')).toBeVisible();
  await expect(page.getByLabel('Priority', { exact: true })).toHaveValue('low');
  forgive(complaints, 409);
});

test('the palette finds and does', async ({ page, isMobile }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('P');
  await makeBoard(page, key);
  await open(page, '/w/larkspur');
  if (isMobile) await page.getByRole('navigation', { name: 'Main, below' }).getByRole('button', { name: 'Search' }).click();
  else await page.keyboard.press('Control+k');
  const words = page.getByRole('combobox', { name: 'Find anything, do anything' });
  await expect(words).toBeFocused();
  await words.fill(`${key.toLowerCase()}-2`);
  await expect(page.getByRole('option').first()).toContainText('Second');
  await expectAccessible(page, 'the palette');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/p/${key}/2$`));
  if (isMobile) return;
  // What was opened is there again, and what can be done is found by its words.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: 'Recent' }).getByRole('option').first()).toContainText('Second');
  await words.fill('dark');
  await expect(page.getByRole('option', { name: /Dark theme/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('dialog.palette')).toHaveCount(0);
});

test('keys open things, and only when nobody is typing', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no keys');
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('K');
  await open(page, await makeBoard(page, key));
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectAccessible(page, 'the list of keys');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0);
  await page.keyboard.press('f');
  await expect(page.getByLabel('Words in the title or key')).toBeFocused();
  await page.keyboard.type('c');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // Escape closes the menu of filters; what was looked for holds until it is taken away.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove the filter Words' }).click();
  await page.locator('body').click({ position: { x: 700, y: 700 } });
  await page.keyboard.press('c');
  const window = page.getByRole('dialog', { name: 'New task' });
  await expect(window.getByLabel('Project')).toHaveValue(key);
  await field(page).fill('From anywhere today');
  await expectAccessible(page, 'the window for a new task');
  await page.keyboard.press('Enter');
  await expect(window).toHaveCount(0);
  await expect(page.getByText('-4 was added')).toBeVisible();
  // The second key of two is not one of the board, though a card has the focus.
  await titles(page, 'To do').nth(1).focus();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/\/w\/larkspur$/);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(page).toHaveURL(/\/my-work\?in=larkspur$/);
});

test('my work is planned and completed', async ({ page, isMobile }) => {
  await signIn(page, 'owner@demo.test');
  const key = uniqueKey('W');
  await makeBoard(page, key);
  const frame = await page.request.get('/api/v1/profile');
  const me = (await frame.json()).id;
  const board = await (await page.request.get(`/api/v1/workspaces/larkspur/boards/${key}/tasks/1`)).json();
  const answer = await page.request.patch(`/api/v1/workspaces/larkspur/tasks/${board.id}`, {
    data: { assignees: [me] },
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(answer.status()).toBe(200);
  await open(page, '/my-work?in=larkspur');
  const group = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });
  const row = group('No date').locator('li', { hasText: `${key}-1` });
  await expect(row).toBeVisible();
  await expectAccessible(page, 'my work');
  await row.getByLabel(`Plan ${key}-1`).selectOption('Today');
  await expect(group('Today').locator('li', { hasText: `${key}-1` })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(row).toBeVisible();
  if (!isMobile) {
    await row.getByRole('link').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(group('Later').locator('li', { hasText: `${key}-1` })).toBeVisible();
  }
  const now = page.locator('.my-work li', { hasText: `${key}-1` });
  await now.getByRole('button', { name: `Complete ${key}-1` }).click();
  await expect(now).toHaveCount(0);
  // The row goes at once, before the server has answered.
  const last = async () => (await (await page.request.get(`/api/v1/workspaces/larkspur/boards/${key}/tasks/1`)).json()).history[0].what;
  await expect.poll(last).toContain('Done');
});
