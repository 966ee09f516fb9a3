import { join } from 'node:path';
import type { LocalAccount } from '../../local-account';
import type { ConditionKeys, Policies } from '../../policies';
import type { Delivery } from '../deliveries';
import { optionalText } from '../input';
import { ServiceError, type Shape } from '../service';
import type { ServiceClock } from '../service-clock';
import { nameOf, type Schedule } from './schedule';
import { deliveryOf } from './schedule-delivery';
import { Schedules } from './schedules';

/** Options of the local EventBridge Scheduler. */
export interface SchedulerOptions {
  readonly localAccount: LocalAccount;
  readonly policies: Pick<Policies, 'allowsAssume'>;
  readonly clock: ServiceClock;
  /** Saves a call to disk, then makes it. */
  readonly deliver: (deliveries: readonly Delivery[]) => void;
}

/** Schedules, groups and their ARNs. Groups are created by the stack at every start, schedules are in the folder `schedules`. */
export class SchedulerState {
  readonly groups = new Set(['default']);
  readonly schedules: Schedules;

  constructor(readonly options: SchedulerOptions) {
    const { localAccount, clock, deliver } = options;
    this.schedules = new Schedules({
      folder: join(localAccount.stateFolder, 'schedules'),
      clock,
      fire: (schedule) => {
        const groupArn = this.groupArn(schedule.groupName);
        deliver([deliveryOf({ schedule, groupArn, account: localAccount.account, now: clock.now() })]);
      },
    });
  }

  groupArn(name: string): string {
    return this.arnOf(`schedule-group/${name}`);
  }

  scheduleArn(groupName: string, name: string): string {
    return this.arnOf(`schedule/${groupName}/${name}`);
  }

  /** Returns the condition keys of Scheduler when it assumes a role for a group. */
  assumeKeys(groupName: string): ConditionKeys {
    return { 'aws:SourceArn': this.groupArn(groupName), 'aws:SourceAccount': this.options.localAccount.account };
  }

  /** Returns the schedule that a request names. Throws ResourceNotFoundException. */
  scheduleOf(input: Shape): Schedule {
    const [groupName, name] = [optionalText(input, 'GroupName') ?? 'default', nameOf(input, 'Name')];
    const schedule = this.schedules.find(groupName, name);
    if (schedule !== undefined) return schedule;
    throw new ServiceError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
  }

  private arnOf(resource: string): string {
    const { partition, region, account } = this.options.localAccount;
    return `arn:${partition}:scheduler:${region}:${account}:${resource}`;
  }
}
