// Counts what drawing has cost the page that is shown. Another page begins anew.

export class Tally {
  private page = "";
  private sum = 0;

  get spent(): number {
    if (this.page !== location.pathname) {
      this.page = location.pathname;
      this.sum = 0;
    }
    return this.sum;
  }

  /** On the page that was looked at last: somebody may have gone to another one while it was drawn. */
  add(cost = 1): void {
    this.sum += cost;
  }
}
