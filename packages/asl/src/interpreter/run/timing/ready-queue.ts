import type { Clock } from '../../clock';
import type { ScopeRun } from '../scope/scope-run';

/** States that may follow one another before the event loop gets its turn. */
const statesBetweenTurns = 2_000;

/** The scopes that can advance. Guards that one advances at a time, in the order in which they became ready. */
export class ReadyQueue {
  private ready: ScopeRun[] = [];
  private isDraining = false;
  private statesSinceTurn = 0;

  constructor(
    private readonly clock: Clock,
    private readonly move: (run: ScopeRun) => void,
  ) {}

  /** Advances the scope: now, or after those that are being advanced. */
  add(run: ScopeRun): void {
    this.ready.push(run);
    if (this.isDraining) return;
    this.isDraining = true;
    try {
      while (this.ready.length > 0) {
        const batch = this.ready;
        this.ready = [];
        for (const each of batch) this.move(each);
      }
    } finally {
      this.isDraining = false;
    }
  }

  /**
   * Counts a state; returns a promise if the event loop should have its turn first, in which no simulated time passes.
   */
  turnDue(): Promise<void> | undefined {
    this.statesSinceTurn++;
    if (this.statesSinceTurn <= statesBetweenTurns) return undefined;
    this.statesSinceTurn = 0;
    return eventLoopTurn(this.clock);
  }
}

/** Resolves when the event loop has had its turn; no simulated time passes meanwhile. */
export function eventLoopTurn(clock: Clock): Promise<void> {
  return withoutTime(clock, () => new Promise((resolve) => setImmediate(resolve)));
}

/** Does work that the clock cannot see (files, sockets) while no simulated time passes. */
export function withoutTime<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  return clock.standStillDuring === undefined ? work() : clock.standStillDuring(work);
}
