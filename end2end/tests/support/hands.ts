// A person at a desk: what they click and press is counted, and timed by the keystroke-level model of Card, Moran and
// Newell (1980), without the time to think and without the text that every product needs alike.
import type { Locator, Page } from '@playwright/test';

const KEY = 0.2;
const POINT = 1.1;
const BUTTON = 0.1;
const TO_THE_OTHER_DEVICE = 0.4;

export class Hands {
  private clicks = 0;
  private pressed = 0;
  private seconds = 0;
  private onMouse = true;

  constructor(private readonly page: Page) {}

  /** "1 click, 4 keys, 3.0 s" */
  said(): string {
    const some = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]);
    return [...some(this.clicks, 'click'), ...some(this.pressed, 'key'), `${this.seconds.toFixed(1)} s`].join(', ');
  }

  async hover(what: Locator) {
    this.point();
    await what.hover();
  }

  async click(what: Locator) {
    this.point();
    this.clicks += 1;
    this.seconds += 2 * BUTTON;
    await what.click();
  }

  /** The key is held by the other hand. */
  async clickWith(modifier: 'Control' | 'Shift', what: Locator) {
    this.pressed += 1;
    this.seconds += KEY;
    this.point();
    this.clicks += 1;
    this.seconds += 2 * BUTTON;
    await what.click({ modifiers: [modifier] });
  }

  async key(key: string) {
    this.press(1);
    await this.page.keyboard.press(key);
  }

  async chord(modifier: string, key: string) {
    this.press(2);
    await this.page.keyboard.press(`${modifier}+${key}`);
  }

  async keys(text: string) {
    this.press([...text].length);
    await this.page.keyboard.type(text);
  }

  /** Words that have to be written in any product: they are not counted. */
  async text(text: string) {
    await this.page.keyboard.type(text);
  }

  private point() {
    this.turnTo(true);
    this.seconds += POINT;
  }

  private press(count: number) {
    this.turnTo(false);
    this.pressed += count;
    this.seconds += count * KEY;
  }

  private turnTo(mouse: boolean) {
    if (this.onMouse !== mouse) this.seconds += TO_THE_OTHER_DEVICE;
    this.onMouse = mouse;
  }
}
