import type { JsonObject } from '../../../language/definition';
import type { RandomSource } from '../../../language/expressions';
import type { StateDependencies } from '../../states/state-view';
import type { ScopeExecution } from '../scope-execution';
import type { ScopeRun } from './scope-run';

interface ScopeOwner extends Pick<ScopeExecution, 'clock' | 'random'> {
  contextOf(run: ScopeRun): JsonObject;
}

/** The execution's context for the state of a scope. A class, because one is created for each state entered. */
export class ScopeDependencies implements StateDependencies {
  constructor(
    private readonly execution: ScopeOwner,
    private readonly run: ScopeRun,
  ) {}

  get random(): RandomSource {
    return this.execution.random;
  }

  now(): number {
    return this.execution.clock.now();
  }

  contextObject(): JsonObject {
    return this.execution.contextOf(this.run);
  }
}
