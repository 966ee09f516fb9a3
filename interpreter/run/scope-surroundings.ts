import type { JsonObject } from '../../asl/definition';
import type { RandomSource } from '../../asl/expressions';
import type { Surroundings } from '../states/state-view';
import type { Execution } from './execution';
import type { ScopeRun } from './scope-run';

/** What the state of a scope sees of the execution around it. A class, because one is made for each state entered. */
export class ScopeSurroundings implements Surroundings {
  constructor(
    private readonly execution: Execution,
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
