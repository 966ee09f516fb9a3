import type { StateOutcome } from '../compile/dataflow';
import type { ExitStep } from './step';

/** A state's outcome as the step that leaves it. */
export function exit({ output, assigned }: StateOutcome, next: string | undefined): ExitStep {
  return { kind: 'exit', output, assigned, next };
}
