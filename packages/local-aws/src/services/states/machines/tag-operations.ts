import { ServiceError, type Shape } from '../../service';
import { stateMachineReference } from '../arns';
import { onResource, type StatesOperation } from '../request/states-operation';
import type { Activities } from '../tasks/activities';
import type { MachinesContext } from './machines-context';
import { givenTags, type Tags, toTagList, withoutTags } from './tags';

/** What carries tags: a state machine or an activity. */
interface Tagged {
  readonly tags: Tags;
  put(tags: Tags): void;
}

/** The operations on tags. */
export function tagOperations(
  context: MachinesContext,
  activities: Activities,
): Readonly<Record<string, StatesOperation>> {
  const operation = (action: string, run: (tagged: Tagged, input: Shape) => Shape): StatesOperation => ({
    permissions: onResource(action, 'resourceArn'),
    run: (input) => run(taggedResource(input['resourceArn'], context, activities), input),
  });
  return {
    TagResource: operation('TagResource', (tagged, input) => {
      tagged.put(givenTags(input['tags'], tagged.tags, String(input['resourceArn'])));
      return {};
    }),
    UntagResource: operation('UntagResource', (tagged, input) => {
      tagged.put(withoutTags(tagged.tags, input['tagKeys'] as readonly unknown[]));
      return {};
    }),
    ListTagsForResource: operation('ListTagsForResource', ({ tags }) => ({ tags: toTagList(tags) })),
  };
}

function taggedResource(arn: unknown, { registry }: MachinesContext, activities: Activities): Tagged {
  if (/^arn:[^:]+:states:[^:]+:\d{12}:activity:/.test(String(arn))) {
    const activity = activities.find(arn);
    if (activity === undefined) throw notFound(arn);
    return { tags: activity.tags, put: (tags) => activities.put({ ...activity, tags }) };
  }
  const { name, stateMachineArn } = stateMachineReference(arn);
  const entry = registry.find(name);
  if (entry === undefined || stateMachineArn !== arn) throw notFound(arn);
  return { tags: entry.tags, put: (tags) => registry.put({ ...entry, tags }) };
}

function notFound(arn: unknown): ServiceError {
  return new ServiceError('ResourceNotFound', `Resource not found: '${String(arn)}'`, 400, {
    resourceName: String(arn),
  });
}
