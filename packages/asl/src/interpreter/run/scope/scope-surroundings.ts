import type { JsonObject } from '../../../language/definition';
import type { RandomSource } from '../../../language/expressions';
import type { Surroundings } from '../../states/state-view';
import type { ScopeExecution } from '../scope-execution';
import type { ScopeRun } from './scope-run';

interface AroundScope extends Pick<ScopeExecution, 'clock' | 'random'> {
  contextOf(run: ScopeRun): JsonObject;
}

/** The execution's context for the state of a scope. A class, because one is created for each state entered. */
export class ScopeSurroundings implements Surroundings {
  constructor(
    private readonly execution: AroundScope,
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
