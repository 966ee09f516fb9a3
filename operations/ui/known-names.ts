/** Names that are kept. */
const mostKept = 100_000;

/** The names of documents and executions that pages have shown, by id: acts name what they touch without a word of the browser. */
export class KnownNames {
  private readonly names = new Map<string, string>();

  remember(id: string, name: string): void {
    this.names.delete(id);
    this.names.set(id, name);
    const [oldest] = this.names.keys();
    if (this.names.size > mostKept && oldest !== undefined) this.names.delete(oldest);
  }

  /** Returns the name, or the id itself. */
  nameOf(id: string): string {
    return this.names.get(id) ?? id;
  }
}
