import { isJsonObject, type Json, type JsonObject } from '../../language/definition';
import type { RandomSource } from '../../language/expressions';
import type { Clock } from '../clock';
import { isoTime } from '../run/context-object';
import type { TestStateRequest } from './test-state-request';

/** Returns the context object of an assumed execution, if the request has none. */
export function testContext(
  { roleArn, stateName = 'StateName', stateConfiguration }: TestStateRequest,
  input: Json,
  { clock, random }: { readonly clock: Clock; readonly random: RandomSource },
): JsonObject {
  const [, partition = 'aws', , , account = '123456789012'] = (roleArn ?? '').split(':');
  const prefix = `arn:${partition}:states:us-east-1:${account}`;
  const [machine, name] = [random.uuid(), random.uuid()];
  const now = isoTime(clock.now());
  return {
    Execution: {
      Id: `${prefix}:express:${machine}:${name}`,
      Input: input,
      Name: name,
      ...(roleArn === undefined ? undefined : { RoleArn: roleArn }),
      StartTime: now,
    },
    StateMachine: { Id: `${prefix}:stateMachine:${machine}`, Name: machine },
    State: { Name: stateName, EnteredTime: now, RetryCount: stateConfiguration?.retrierRetryCount ?? 0 },
  };
}

/** The task token in a context object. */
export function tokenOf({ Task }: JsonObject): string | undefined {
  const token = isJsonObject(Task) ? Task['Token'] : undefined;
  return typeof token === 'string' ? token : undefined;
}
