import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Fails with the rule and the elements that break it. The source is evaluated, not added as a script
// tag, because the content security policy refuses scripts that are not ours. The test goes on, so that
// one run tells about every page.
export async function expectAccessible(page: Page, what: string) {
  await page.evaluate(axe.source);
  const problems = await page.evaluate(async values => {
    const result = await (window as any).axe.run(document, { runOnly: { type: 'tag', values } });
    return result.violations.map((it: any) => `${it.id}: ${it.nodes.map((node: any) => node.target.join(' ')).join(', ')}`);
  }, rules);
  expect.soft(problems, `accessibility of ${what}`).toEqual([]);
}
