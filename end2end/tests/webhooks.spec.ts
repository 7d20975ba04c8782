// What happens is told to another program: made, tried, looked at, sent again, removed.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expectAccessible } from './support/axe';
import { makeBoard, uniqueKey } from './support/board';
import { expect, open, signIn, test } from './support/house';

type Message = { headers: Record<string, string>; body: string };

// A program at the other end, which is out of order at first.
async function receiver() {
  const messages: Message[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', part => (body += part));
    request.on('end', () => {
      messages.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(messages.length === 1 ? 500 : 200).end(messages.length === 1 ? 'not yet' : 'thanks');
    });
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  return { messages, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, close: () => server.close() };
}

test('a webhook is made, tried, sent again and removed', async ({ page }) => {
  const other = await receiver();
  await signIn(page, 'owner@demo.test');
  await open(page, '/w/larkspur/webhooks');
  await page.getByLabel('Address').fill(other.address);
  await page.getByLabel('What it is for').fill('Robot');
  await page.getByLabel(/^Projects/).check();
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  const secret = await page.locator('#new-webhook code').first().innerText();
  expect(secret).toMatch(/^whsec_/);

  await page.getByRole('link', { name: 'Robot' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  const log = page.getByRole('table', { name: 'Deliveries' });
  await expect(log.getByText(/^Again/)).toBeVisible();
  await log.getByRole('button', { name: /^Send webhook.test/ }).click();
  await expect(log.getByText('Delivered · 200')).toBeVisible({ timeout: 15_000 });
  await log.getByRole('link', { name: 'webhook.test' }).click();
  await expect(page.locator('#delivery')).toContainText('not yet');
  await expect(page.locator('#delivery')).toContainText('thanks');
  await expectAccessible(page, 'a webhook with an open delivery');

  await makeBoard(page, uniqueKey('W'));
  await expect.poll(() => other.messages.some(one => JSON.parse(one.body).type === 'project.created')).toBe(true);
  for (const { headers, body } of other.messages) {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  }

  await open(page, '/w/larkspur/webhooks');
  await page.getByRole('link', { name: 'Robot' }).click();
  await page.getByRole('button', { name: 'Remove the webhook' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.waitForURL('**/webhooks');
  await expect(page.getByRole('link', { name: 'Robot' })).toHaveCount(0);
  other.close();
});
