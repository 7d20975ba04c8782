// Every screen, in both themes, on both kinds of device. One sign-in each; then from page to page.
import { expectAccessible } from './support/axe';
import { makeBoard, uniqueKey } from './support/board';
import { forgive, open, signIn, test } from './support/house';

const signedOut = ['/sign-in', '/sign-up', '/forgot', '/reset', '/reset?token=none', '/invite/none', '/dev/mail', '/nowhere'];
// Pages without the program.
const plain = ['/unsubscribe/none', '/share/none', '/offline.html'];
const own = ['/', '/my-work', '/my-work?in=larkspur', '/settings/profile', '/settings/notifications', '/settings/security', '/invite/none', '/nowhere'];
const inside = ['', '/inbox', '/inbox?shelf=done', '/inbox?shelf=snoozed', '/projects', '/projects?archived=1', '/people', '/people?q=nobody', '/members', '/teams', '/audit', '/webhooks', '/settings', '/p/SHOP/42', '/p/SHOP/time', '/time', '/time?of=everybody&from=2020-01-01&until=2020-01-02', '/p/SHOP?view=table', '/p/SHOP?view=list', '/p/SHOP?view=calendar', '/p/SHOP?view=timeline', '/p/SHOP?group=person', '/p/ROAST/30', '/p/ROAST/settings', '/p/NONE'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen is accessible in ${colorScheme}`, async ({ page, complaints }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const look = async (path: string) => {
      await test.step(path, async () => {
        await open(page, path);
        await expectAccessible(page, path);
      });
    };
    for (const path of signedOut) await look(path);
    for (const path of plain) {
      await page.goto(path);
      await expectAccessible(page, path);
    }
    await signIn(page, 'owner@demo.test');
    const address = await makeBoard(page, uniqueKey(colorScheme === 'light' ? 'X' : 'Y'));
    for (const path of own) await look(path);
    for (const path of inside) await look(`/w/larkspur${path}`);
    for (const path of ['/1', '/999', '/settings', '/import', '?view=list', '?view=table&group=status', '?view=list&q=nowhere', '?view=calendar', '?view=calendar&scale=week', '?view=timeline', '?group=priority', '']) await look(`${address}${path}`);

    // What opens over a page.
    await page.getByRole('button', { name: 'Change the column To do' }).click();
    await page.getByText('Remove the column').first().click();
    await expectAccessible(page, 'the menu of a column');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More about this project' }).click();
    await expectAccessible(page, 'the menu of a board');

    await open(page, '/w/larkspur/members');
    await page.getByRole('button', { name: /^Change / }).first().click();
    await expectAccessible(page, 'the menu of a member');

    // Pages that are not there answer 404, and the browser says so; that is their purpose.
    forgive(complaints, 404);
  });
}
