import type { Json } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Act } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import type { KnownNames } from '../known-names';
import type { RedriveTarget } from './dead-letter-model';
import { redriveTargets } from './redrive-targets';

/** Targets of one act. */
const mostTargets = 1_000;

/** The act `redrive`: what `pipelines redrive ID…` does, for documents and executions that a person has seen to have failed. */
export function redriveAct(
  account: Account,
  { names, now, onDone }: { readonly names: KnownNames; readonly now: () => number; readonly onDone: () => void },
): Act {
  return {
    name: 'redrive',
    check: (input) => ({ targets: targetsIn(input).map(({ id, executionArn }) => ({ id, executionArn })) }),
    describe: (input) => describeRedrive(targetsIn(input), names),
    run: async (input) => {
      try {
        return (await redriveTargets(account, targetsIn(input), { names, now })) as unknown as Json;
      } finally {
        onDone();
      }
    },
  };
}

/** `Redrive 2 documents: a.pdf, b.pdf`. */
function describeRedrive(targets: readonly RedriveTarget[], names: KnownNames): string {
  const isExecution = ({ id }: RedriveTarget): boolean => id.startsWith('arn:');
  const sorts = [
    ['document', targets.filter((target) => !isExecution(target))],
    ['execution', targets.filter(isExecution)],
  ] as const;
  const parts = sorts
    .filter(([, some]) => some.length > 0)
    .map(
      ([noun, some]) =>
        `${some.length} ${noun}${some.length === 1 ? '' : 's'}: ${some.map(({ id }) => names.nameOf(id)).join(', ')}`,
    );
  return `Redrive ${parts.join('; ')}`;
}

function targetsIn(input: unknown): readonly RedriveTarget[] {
  const { targets } = (typeof input === 'object' && input !== null ? input : {}) as { readonly targets?: unknown };
  if (!Array.isArray(targets) || targets.length === 0 || targets.length > mostTargets)
    throw new UserError(`targets must name 1 to ${mostTargets} documents or executions`);
  const checked = targets.map(targetIn);
  return [...new Map(checked.map((target) => [target.id, target])).values()];
}

function targetIn(target: unknown): RedriveTarget {
  const { id, executionArn } = (typeof target === 'object' && target !== null ? target : {}) as Record<string, unknown>;
  const isArn = (value: unknown): value is string =>
    typeof value === 'string' && /^arn:[\x21-\x7e]{1,500}$/.test(value);
  if (!isArn(executionArn)) throw new UserError('executionArn must name the execution that failed');
  if (!isArn(id) && (typeof id !== 'string' || !/^[0-9a-f]{64}$/.test(id)))
    throw new UserError('id must be a documentId, or the ARN of an execution');
  return { id, executionArn };
}
