/** How many lines may be printed: `burst` at once, and one more after each `seconds`. Guards that output stays readable. */
export class LineBudget {
  private left: number;
  private filledAt: number;

  constructor(
    private readonly limits: { readonly burst: number; readonly seconds: number },
    private readonly now: () => number,
  ) {
    this.left = limits.burst;
    this.filledAt = now();
  }

  /** Whether there is a line left; it is then used. */
  take(): boolean {
    const { burst, seconds } = this.limits;
    const now = this.now();
    this.left = Math.min(burst, this.left + (now - this.filledAt) / 1000 / seconds);
    this.filledAt = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
