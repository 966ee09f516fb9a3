import type { RowWrite } from '../world/services/stores';
import type { Evidence } from './places';

/** Statuses that no later write may leave. */
const finalStatuses: readonly string[] = ['STORED', 'REJECTED'];

/** Returns the writes of a ledger row that violate that a row has one owner at a time, and that a final status is never left. */
export function ownershipViolations(evidence: Evidence): string[] {
  return evidence.ledgerWrites.flatMap((write) => [...takeover(write, evidence), ...unmaking(write)]);
}

function takeover({ row, before, atMilliseconds }: RowWrite, { executions }: Evidence): string[] {
  const [from, to] = [before?.['executionArn']?.S, row['executionArn']?.S];
  if (from === undefined || from === to) return [];
  const taker = executions.find(([arn]) => arn === to)?.[1];
  const former = executions.find(([arn]) => arn === from)?.[1];
  const violations: string[] = [];
  if (taker?.input['redriveOf'] !== from) violations.push(`${nameOf(to)} took the row of ${nameOf(from)} unasked`);
  const stoppedAt = former?.record?.stopDate;
  // An execution that hands its document over has released it, and ends a moment later; so does one that lost the result of its start.
  const isHandedOver = before?.['status']?.S === 'HANDED_OVER' || /-h\d+$/.test(to ?? '');
  if (isHandedOver) return violations;
  if (stoppedAt === undefined || stoppedAt > atMilliseconds)
    violations.push(`${nameOf(to)} took the row while ${nameOf(from)} was running`);
  return violations;
}

function unmaking({ row, before }: RowWrite): string[] {
  const [from, to] = [before?.['status']?.S ?? '', row['status']?.S ?? ''];
  return finalStatuses.includes(from) && from !== to ? [`the row went from ${from} to ${to}`] : [];
}

function nameOf(executionArn: string | undefined): string {
  return executionArn?.split(':').at(-1) ?? 'nobody';
}
