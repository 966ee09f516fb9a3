/** Milliseconds after which what does not close is left: its part of the process is damaged. */
const patience = 5_000;

/** Closes what has been opened, last first. Guards that one that fails to close does not keep the others open. */
export class Closers {
  private readonly all: (() => void | Promise<void>)[] = [];

  add(close: () => void | Promise<void>): void {
    this.all.push(close);
  }

  /** Throws the first error, when everything is closed. */
  async closeAll(): Promise<void> {
    const errors = await this.closeEach((close) => close());
    if (errors.length > 0) throw errors[0];
  }

  /** After a failure: what does not close in time is left, and errors are those of what has failed already. */
  async closeWhatCloses(milliseconds = patience): Promise<void> {
    await this.closeEach(async (close) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds);
      });
      await Promise.race([close(), late]).finally(() => clearTimeout(timer));
    });
  }

  private async closeEach(
    each: (close: () => void | Promise<void>) => void | Promise<void>,
  ): Promise<readonly unknown[]> {
    const errors: unknown[] = [];
    for (let close = this.all.pop(); close !== undefined; close = this.all.pop()) {
      try {
        await each(close);
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }
}
