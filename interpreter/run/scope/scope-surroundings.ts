import type { JsonObject } from '../../../asl/definition';
import type { RandomSource } from '../../../asl/expressions';
import type { Surroundings } from '../../states/state-view';
import type { ScopeExecution } from '../scope-execution';
import type { ScopeRun } from './scope-run';

/** The execution around a scope. */
interface AroundScope extends Pick<ScopeExecution, 'clock' | 'random'> {
  /** The context object as a scope's state sees it. */
  contextOf(run: ScopeRun): JsonObject;
}

/** What the state of a scope sees of the execution around it. A class, because one is made for each state entered. */
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
