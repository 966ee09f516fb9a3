import { linesOf } from '../shared/platform/lines';

/** A metrics file of a customization job cannot be read as one. */
export class MetricsUnreadable extends Error {
  override readonly name = 'MetricsUnreadable';
}

/** A file of losses: how many steps it has, and the loss of the last. */
export interface LossColumn {
  readonly steps: number;
  /** Nats per token. */
  readonly lastLoss: number;
}

/**
 * Reads the loss of a CSV file as Bedrock writes it, its first line naming the columns; columns may come in any order and number.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-analyze.html. Throws MetricsUnreadable.
 */
export function readLossColumn(text: string, column: string, uri: string): LossColumn {
  const [header = '', ...lines] = linesOf(text).filter((line) => line.trim() !== '');
  const index = header.split(',').findIndex((name) => name.trim() === column);
  if (index < 0)
    throw new MetricsUnreadable(`${uri} has no column ${column}; its first line is: ${header.slice(0, 200)}`);
  const last = lines.at(-1);
  if (last === undefined) throw new MetricsUnreadable(`${uri} has no line below its header`);
  const cell = last.split(',')[index]?.trim() ?? '';
  const lastLoss = cell === '' ? Number.NaN : Number(cell);
  if (!Number.isFinite(lastLoss) || lastLoss < 0)
    throw new MetricsUnreadable(
      `${uri}: ${column} must be a number from 0 up, in the last line it is: ${cell.slice(0, 50)}`,
    );
  return { steps: lines.length, lastLoss };
}
