import type { Clock } from '../../clock';
import { noLongerWanted } from '../scope/scope-run';

/** An effect at a moment, unless it is not wanted any more by then. */
export interface Alarm {
  /** Milliseconds since 1970. */
  readonly at: number;
  isWanted(): boolean;
  ring(): void;
}

/** The most unwanted alarms that are kept before they are removed. */
const fewAlarms = 64;

/**
 * The moments that an execution waits for: deadlines, waits, pauses. One timer runs, for the earliest alarm. Unwanted
 * alarms stay until then, because most tasks return long before their deadline and a timer is expensive. Alarms of one
 * moment ring in the order in which they were set.
 */
export class Alarms {
  /** In descending order, so that the earliest is the last. */
  private set: Alarm[] = [];
  private timer?: { readonly at: number; readonly controller: AbortController };
  private manyAlarms = fewAlarms;

  constructor(
    private readonly clock: Clock,
    private readonly guard: (work: () => void) => void,
  ) {}

  add(alarm: Alarm): void {
    if (this.set.length >= this.manyAlarms) this.forgetUnwanted();
    const laterAlarms = this.set.findLastIndex(({ at }) => at > alarm.at) + 1;
    this.set.splice(laterAlarms, 0, alarm);
    this.startTimer();
  }

  /** From now on no alarm rings. */
  close(): void {
    this.set = [];
    this.timer?.controller.abort(noLongerWanted);
    this.timer = undefined;
  }

  private forgetUnwanted(): void {
    this.set = this.set.filter((alarm) => alarm.isWanted());
    this.manyAlarms = Math.max(fewAlarms, this.set.length * 2);
  }

  private startTimer(): void {
    const earliest = this.set.at(-1);
    if (earliest === undefined || (this.timer !== undefined && this.timer.at <= earliest.at)) return;
    this.timer?.controller.abort(noLongerWanted);
    const timer = { at: earliest.at, controller: new AbortController() };
    this.timer = timer;
    const seconds = Math.max(0, (earliest.at - this.clock.now()) / 1000);
    this.clock.sleep(seconds, timer.controller.signal).then(
      () => this.guard(() => this.timer === timer && this.ringDue(timer.at)),
      () => undefined,
    );
  }

  /** The time until `moment` has passed, also if the clock was set back meanwhile. */
  private ringDue(moment: number): void {
    this.timer = undefined;
    const now = Math.max(moment, this.clock.now());
    const due: Alarm[] = [];
    for (let next = this.set.at(-1); next !== undefined && next.at <= now; next = this.set.at(-1)) {
      this.set.pop();
      due.push(next);
    }
    for (const alarm of due) if (alarm.isWanted()) this.guard(() => alarm.ring());
    while (this.set.at(-1)?.isWanted() === false) this.set.pop();
    this.startTimer();
  }
}
