import type { Json } from '../../language/definition';
import type { BatcherPlan, MapRunItem } from './map-run-plan';

/** The input of one child execution, and how many items are in it. */
export interface ChildInput {
  readonly input: Json;
  readonly items: number;
}

/** Makes the inputs of child executions one after another: each item through the ItemSelector, then as many as fit into a batch. */
export class ChildInputs {
  private at = 0;
  private selected?: Json;

  constructor(
    private readonly items: readonly MapRunItem[],
    private readonly select: (item: MapRunItem) => Json,
    private readonly batcher: BatcherPlan | undefined,
  ) {}

  /** Whether items are left. */
  get isEmpty(): boolean {
    return this.at >= this.items.length;
  }

  /** The next child's input, while items are left. Throws what the ItemSelector throws. */
  next(): ChildInput | undefined {
    const first = this.peek();
    if (first === undefined) return undefined;
    this.take();
    if (this.batcher === undefined) return { input: first, items: 1 };
    const { maxItemsPerBatch = Number.POSITIVE_INFINITY, batchInput } = this.batcher;
    const batch: Json[] = [first];
    const maxBytes = batchBytes(this.batcher);
    let bytes = bytesOf(first);
    while (batch.length < maxItemsPerBatch) {
      const following = this.peek();
      if (following === undefined) break;
      bytes += bytesOf(following) + 1;
      if (bytes > maxBytes) break;
      batch.push(following);
      this.take();
    }
    const Items: Json = batch;
    return { input: batchInput === undefined ? { Items } : { BatchInput: batchInput, Items }, items: batch.length };
  }

  private peek(): Json | undefined {
    const item = this.items[this.at];
    if (this.selected === undefined && item !== undefined) this.selected = this.select(item);
    return this.selected;
  }

  private take(): void {
    this.selected = undefined;
    this.at++;
  }
}

/** How many bytes the items of a batch may have: an input may never have more than 256 KiB. */
function batchBytes({ maxInputBytesPerBatch, batchInput }: BatcherPlan): number {
  const frame = batchInput === undefined ? '{"Items":[]}' : `{"BatchInput":${JSON.stringify(batchInput)},"Items":[]}`;
  return (maxInputBytesPerBatch ?? 256 * 1024) - Buffer.byteLength(frame);
}

function bytesOf(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}
