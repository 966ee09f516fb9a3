import type { JsonObject } from '../../language/definition';
import { unconfirmed } from '../../language/expressions';
import { maxPayloadBytes, maxVariableBytes } from '../limits';
import type { Failure } from './failure';
import type { ScopeRun } from './scope/scope-run';

/** Values of variables as JSON texts, by name. */
export type VariableTexts = Readonly<Record<string, string>>;

/**
 * Guards the limits of an execution's variables: 256 KiB for one and for one Assign, 10 MiB for all that scopes hold.
 * Assignments are only added up; the variables themselves are counted when the sum is above the limit, since most of
 * them replace others or were removed with their scope.
 */
export class VariableLimits {
  /** An upper bound of the variables' bytes. Unknown at first, since the execution may be a restored one. */
  private bytesAtMost = Number.POSITIVE_INFINITY;

  constructor(private readonly root: () => ScopeRun) {}

  /** Counts the variables that a scope's state assigns. Returns the failure if they exceed a limit, else undefined. */
  assign(run: ScopeRun, texts: VariableTexts): Failure | undefined {
    let assigned = 0;
    for (const [name, text] of Object.entries(texts)) {
      const bytes = Buffer.byteLength(text);
      if (bytes > maxPayloadBytes) return tooLarge(run, `the variable '${name}'`);
      assigned += bytes;
      run.variableBytes.set(name, bytes);
    }
    if (assigned > maxPayloadBytes) return tooLarge(run, 'variables');
    this.bytesAtMost += assigned;
    if (this.bytesAtMost > maxVariableBytes) this.bytesAtMost = bytesWithin(this.root());
    return this.bytesAtMost > maxVariableBytes
      ? tooLarge(run, "variables, with the execution's other variables,")
      : undefined;
  }
}

/** Returns the bytes of the variables of a restored scope. */
export function bytesOfVariables(variables: JsonObject): Map<string, number> {
  return new Map(Object.entries(variables).map(([name, value]) => [name, Buffer.byteLength(JSON.stringify(value))]));
}

function bytesWithin({ variableBytes, visit }: ScopeRun): number {
  let bytes = 0;
  for (const each of variableBytes.values()) bytes += each;
  if (visit?.phase.kind !== 'branching') return bytes;
  for (const child of visit.phase.branching.children) if (child.kind === 'running') bytes += bytesWithin(child.run);
  return bytes;
}

function tooLarge({ state }: ScopeRun, what: string): Failure {
  return {
    error: unconfirmed.variableLimitError,
    cause: `The state/task '${state.name}' assigned ${what} with a size exceeding the maximum number of bytes service limit.`,
    isTerminal: true,
  };
}
