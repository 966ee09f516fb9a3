import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { jsonFilesIn, readJsonFile, writeJsonFile } from '../../json-file';
import type { ServiceClock } from '../service-clock';
import type { Schedule } from './schedule';

/** The time of day may be set, and the computer may sleep: this is the longest delay of either. */
const longestSleepSeconds = 60;

/** Options of the schedules. */
export interface SchedulesOptions {
  /** One file a schedule. */
  readonly folder: string;
  readonly clock: ServiceClock;
  /** Called when a schedule is due; when it returns, the call is on disk. */
  readonly fire: (schedule: Schedule) => void;
}

/**
 * The schedules of an environment and their timers. Guards that a schedule's file exists until its call is saved in the outbox, so
 * that after a kill it fires at the next start; between the two it may fire twice, as on AWS.
 */
export class Schedules {
  private readonly byKey = new Map<string, Schedule>();
  private readonly alarms = new Map<string, AbortController>();
  private isRunning = false;

  constructor(private readonly options: SchedulesOptions) {
    for (const file of jsonFilesIn(options.folder)) {
      const schedule = readJsonFile<Schedule>(file, ['name', 'groupName', 'dueAt', 'target']);
      if (schedule !== undefined) this.byKey.set(keyOf(schedule), schedule);
    }
  }

  find(groupName: string, name: string): Schedule | undefined {
    return this.byKey.get(keyOf({ groupName, name }));
  }

  /** In the order in which they are due. */
  all(): readonly Schedule[] {
    return [...this.byKey.values()].sort((a, b) => a.dueAt - b.dueAt);
  }

  put(schedule: Schedule): void {
    writeJsonFile(this.fileOf(schedule), schedule);
    this.byKey.set(keyOf(schedule), schedule);
    if (this.isRunning && !schedule.hasFired) this.setAlarm(schedule);
  }

  remove(schedule: Schedule): void {
    this.alarms.get(keyOf(schedule))?.abort();
    this.alarms.delete(keyOf(schedule));
    this.byKey.delete(keyOf(schedule));
    rmSync(this.fileOf(schedule), { force: true });
  }

  /** Fires what is overdue, and sets the timers of later ones. */
  start(): void {
    this.isRunning = true;
    for (const schedule of this.all()) if (!schedule.hasFired) this.setAlarm(schedule);
  }

  /** Stops the timers; the schedules stay. */
  stop(): void {
    this.isRunning = false;
    for (const alarm of this.alarms.values()) alarm.abort();
    this.alarms.clear();
  }

  private setAlarm(schedule: Schedule): void {
    const { clock } = this.options;
    const alarm = new AbortController();
    this.alarms.set(keyOf(schedule), alarm);
    const seconds = Math.min((schedule.dueAt - clock.now()) / 1000, longestSleepSeconds);
    clock.sleep(seconds, alarm.signal).then(
      () => this.wake(schedule, alarm.signal),
      () => undefined,
    );
  }

  private wake(schedule: Schedule, signal: AbortSignal): void {
    if (schedule.dueAt <= this.options.clock.now()) this.fire(schedule, signal);
    else if (!signal.aborted) this.setAlarm(schedule);
  }

  private fire(schedule: Schedule, { aborted }: AbortSignal): void {
    if (aborted || this.find(schedule.groupName, schedule.name) !== schedule) return;
    this.options.fire(schedule);
    if (schedule.deletesItself) this.remove(schedule);
    else this.put({ ...schedule, hasFired: true });
  }

  private fileOf({ groupName, name }: Pick<Schedule, 'groupName' | 'name'>): string {
    return join(this.options.folder, `${groupName}~${name}.json`);
  }
}

function keyOf({ groupName, name }: Pick<Schedule, 'groupName' | 'name'>): string {
  return `${groupName}/${name}`;
}
