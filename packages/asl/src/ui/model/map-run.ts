import { isJsonObject, type Json } from '../../language/definition';

/** A Map Run: how its items are doing. A child execution has one item or several. */
export interface MapRunSummary {
  readonly status: string;
  /** By status, those that are not 0: `succeeded`, `failed`, `timedOut` … */
  readonly items: Readonly<Record<string, number>>;
  readonly total: number;
}

/** Statuses of items, in the order in which a person wants them. */
const statuses = ['failed', 'timedOut', 'aborted', 'running', 'pending', 'succeeded'] as const;

/** Reads what DescribeMapRun returns. https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */
export function mapRunSummary({
  status,
  itemCounts,
}: {
  readonly status?: unknown;
  readonly itemCounts?: unknown;
}): MapRunSummary {
  const counts = isJsonObject(itemCounts as Json) ? (itemCounts as Readonly<Record<string, number>>) : {};
  return {
    status: String(status),
    items: Object.fromEntries(
      statuses.filter((each) => Number(counts[each]) > 0).map((each) => [each, Number(counts[each])]),
    ),
    total: Number(counts['total'] ?? 0),
  };
}

const failures = ['FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING'];

/** Returns the children of a Map Run in the order in which a person wants them: those that failed, those that run, the others. */
export function failedFirst<Row extends { readonly status: string }>(rows: readonly Row[]): readonly Row[] {
  const rank = ({ status }: Row): number => (failures.includes(status) ? failures.indexOf(status) : failures.length);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}
