import type { AccountRegion } from '../../../local-account';
import type { Shape } from '../../service';
import { activityArn, activityName, checkName } from '../arns';
import { refuseCustomerKey } from '../machines/state-machine-settings';
import { givenTags } from '../machines/tags';
import { page } from '../request/page';
import { onAnything, onResource, type StatesOperation } from '../request/states-operation';
import { type Activities, type Activity, doesNotExist } from './activities';

/** Dependencies of the operations on activities. */
export interface ActivitiesContext {
  readonly activities: Activities;
  readonly localAccount: AccountRegion;
  readonly now: () => number;
  /** How long a worker waits for a task; on AWS 60. */
  readonly pollSeconds: number;
}

/** The operations on activities. */
export function activityOperations(context: ActivitiesContext): Readonly<Record<string, StatesOperation>> {
  const { activities, localAccount, now } = context;
  return {
    CreateActivity: {
      permissions: (input) => [
        { action: 'states:CreateActivity', resource: activityArn(String(input['name']), localAccount) },
      ],
      run: (input) => {
        const name = checkName(String(input['name']));
        refuseCustomerKey(input['encryptionConfiguration']);
        const tags = givenTags(input['tags']);
        const arn = activityArn(name, localAccount);
        const existing = activities.find(arn);
        if (existing !== undefined) return identity(existing);
        const activity = { activityArn: arn, name, creationDate: now(), tags };
        activities.put(activity);
        return identity(activity);
      },
    },
    DescribeActivity: {
      permissions: onResource('DescribeActivity', 'activityArn'),
      run: (input) => {
        const activity = activities.find(input['activityArn']);
        if (activity === undefined) throw doesNotExist(input['activityArn']);
        return { ...identity(activity), name: activity.name };
      },
    },
    DeleteActivity: {
      permissions: onResource('DeleteActivity', 'activityArn'),
      run: (input) => {
        activityName(input['activityArn']);
        activities.remove(String(input['activityArn']));
        return {};
      },
    },
    ListActivities: {
      permissions: onAnything('ListActivities'),
      run: (input) => {
        const { items, nextToken } = page(activities.all(), input, ({ name }) => name);
        return { activities: items.map((activity) => ({ ...identity(activity), name: activity.name })), ...nextToken };
      },
    },
    GetActivityTask: {
      permissions: onResource('GetActivityTask', 'activityArn'),
      run: (input, gone) => getActivityTask(input, context, gone),
    },
  };
}

/** Waits for a task and returns it; the signal is aborted if the worker disconnects. */
async function getActivityTask(
  { activityArn: arn, workerName }: Shape,
  { activities, pollSeconds }: Pick<ActivitiesContext, 'activities' | 'pollSeconds'>,
  gone?: AbortSignal,
): Promise<Shape> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), pollSeconds * 1000);
  const leave = (): void => over.abort();
  gone?.addEventListener('abort', leave, { once: true });
  try {
    const name = workerName === undefined || workerName === null ? undefined : String(workerName);
    return { ...(await activities.poll(arn, name, over.signal)) };
  } finally {
    clearTimeout(timer);
    gone?.removeEventListener('abort', leave);
  }
}

function identity({ activityArn: arn, creationDate }: Activity): Shape {
  return { activityArn: arn, creationDate: new Date(creationDate) };
}
