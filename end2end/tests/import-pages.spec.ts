// Files become pages: chosen, looked at, brought in, and taken back.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from './support/axe';
import { greyPoint } from './support/picture';
import { expect, forgive, open, signIn, test } from './support/house';

const guide = {
  'SUMMARY.md': '# Summary\n\n- [Opening](opening.md)\n  - [The machine](machine.md)\n- [Closing](closing.md)\n',
  'opening.md': '# Opening\n\nSwitch on [the machine](machine.md) first.\n',
  'machine.md': '# The machine\n\n![The tap](tap.png)\n\n- [x] Water\n- [ ] Beans\n',
  'tap.png': Buffer.from(greyPoint, 'base64'),
  'closing.md': '# Closing\n\nBack to [opening](opening.md).\n',
};

test('a folder is looked at, brought in as a space, read, and taken back', async ({ page, isMobile }) => {
  const folder = await mkdtemp(join(tmpdir(), 'guide-'));
  const book = join(folder, 'till-guide');
  await mkdir(book);
  for (const [name, content] of Object.entries(guide)) await writeFile(join(book, name), content);
  await signIn(page, 'owner@demo.test');
  await open(page, '/w/larkspur/wiki');
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Import pages', level: 1 })).toBeVisible();
  await expectAccessible(page, 'choosing files');

  await page.locator('input[webkitdirectory]').setInputFiles(book);
  await expect(page.getByText('This is a book with a SUMMARY.md. Nothing has been changed yet.')).toBeVisible();
  await expect(page.locator('.planned-pages > li > span')).toHaveText(['Opening', 'The machine', 'Closing']);
  const name = page.getByLabel('Name of the space');
  await expect(name).toHaveValue('till guide');
  await expectAccessible(page, 'looking at what would come');
  await name.fill('');
  await page.getByRole('button', { name: 'Bring in 3 pages' }).click();
  await expect(page.getByText('Please say how the space is called.')).toBeVisible();
  await name.fill(`Till ${isMobile ? 'phone' : 'desktop'}`);
  await page.getByRole('button', { name: 'Bring in 3 pages' }).click();
  await expect(page.getByText('3 pages are now in Till')).toBeVisible();
  await expectAccessible(page, 'what came of it');

  await page.getByRole('link', { name: 'Read the first page' }).click();
  await expect(page.getByRole('article').getByRole('link', { name: 'the machine' })).toBeVisible();
  await page.getByRole('article').getByRole('link', { name: 'the machine' }).click();
  await expect(page.getByRole('article').getByText('Beans')).toBeVisible();
  await expect(page.getByRole('img', { name: 'The tap' })).toHaveJSProperty('naturalWidth', 1);

  await open(page, '/w/larkspur/wiki/import');
  const earlier = page.getByRole('listitem').filter({ hasText: 'till-guide' }).first();
  await earlier.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(earlier.getByText('Taken back')).toBeVisible();
  await rm(folder, { recursive: true });
});

test('what is no zip is refused in words, and another file can be chosen', async ({ page, complaints }) => {
  await signIn(page, 'member@demo.test');
  await open(page, '/w/larkspur/wiki/import');
  const files = page.locator('input[type=file]').first();
  await files.setInputFiles({ name: 'guide.zip', mimeType: 'application/zip', buffer: Buffer.from('# Only a page') });
  await expect(page.getByText('This is not a zip file, or not all of one.')).toBeVisible();
  forgive(complaints, 422);
  await files.setInputFiles({ name: 'hours.md', mimeType: 'text/markdown', buffer: Buffer.from('# Hours\n\nEight to six.') });
  await expect(page.locator('.planned-pages > li > span')).toHaveText(['Hours']);
});

test('a page is kept as a file from its menu', async ({ page }) => {
  await signIn(page, 'owner@demo.test');
  await open(page, '/w/larkspur/wiki');
  await page.locator('.page-lines a').first().click();
  await page.getByRole('button', { name: 'More about this page' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download HTML' }).click();
  expect((await coming).suggestedFilename()).toMatch(/\.html$/);
});
