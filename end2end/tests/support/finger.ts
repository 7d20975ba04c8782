// One finger, by the browser's own touch events: Playwright's touchscreen only taps.
import type { CDPSession, Page } from '@playwright/test';

export interface Point {
  x: number;
  y: number;
}

export class Finger {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async on(page: Page): Promise<Finger> {
    return new Finger(page, await page.context().newCDPSession(page));
  }

  private async send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) {
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  }

  /** Puts the finger down, waits, goes to each of the points in small steps, and lifts. */
  async stroke(from: Point, waitBefore: number, to: Point[], waitAfter = 0) {
    await this.send('touchStart', [from]);
    await this.page.waitForTimeout(waitBefore);
    let at = from;
    for (const next of to) {
      for (let step = 1; step <= 10; step += 1) {
        const share = step / 10;
        await this.send('touchMove', [{ x: at.x + (next.x - at.x) * share, y: at.y + (next.y - at.y) * share }]);
        await this.page.waitForTimeout(16);
      }
      at = next;
    }
    await this.page.waitForTimeout(waitAfter);
    await this.send('touchEnd', []);
  }
}
