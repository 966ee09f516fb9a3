import type { RowWrite } from '../world/services/stores';
import type { Evidence } from './places';

/** Statuses that no later write may leave. */
const finalStatuses: readonly string[] = ['STORED', 'REJECTED'];

/** What the writes of a ledger row, in their order, say against one owner at a time and against leaving a final status. */
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
  // What hands its document over has given it up, and ends a moment later; so has one that could not hear whether its start was heard.
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
