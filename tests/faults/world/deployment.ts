import type { JsonObject } from '@document-pipelines/asl/definition';
import type { ExecutionRecord } from '@document-pipelines/asl/interpreter';
import { eventInvokeConfigs } from '../../synthesised-stacks/asynchronous-calls';
import { eventRules } from '../../synthesised-stacks/event-rules';
import { synthesisedStacks } from '../../synthesised-stacks/synthesise';
import { nameIn, type Resource } from '../../synthesised-stacks/synthesised-stack';
import { names } from './names';
import type { Sabotage } from './sabotage';

/** A function that receives a rule's events. */
export interface Delivery {
  readonly functionName: string;
  readonly event: { readonly detail: JsonObject };
}

/** Lambda's settings for asynchronous calls of a function. */
export interface CallSettings {
  readonly retryAttempts: number;
  /** URL of the queue for calls that failed; undefined: they are lost. */
  readonly onFailure: string | undefined;
}

/** Settings that the fault worlds read from the synthesised stack of dev. */
export interface Deployment {
  /** The functions to which the rules deliver the end of an execution. */
  deliveriesOf(
    record: Pick<ExecutionRecord, 'executionArn' | 'stateMachineArn' | 'status' | 'input'>,
  ): readonly Delivery[];
  /** `qualifier`: the version or alias that is called. */
  callSettings(functionName: string, qualifier?: string): CallSettings;
}

const environment = 'dev';
const queueUrls: Readonly<Record<string, string>> = {
  'aws_sqs_queue.dead-letters': names.deadLetters,
  'aws_sqs_queue.undelivered': names.undelivered,
};

/** Returns what is deployed, with the changes of a sabotage. The first call synthesises the stacks if something has changed. */
export function readDeployment({ spoilResource = (resource) => resource }: Partial<Sabotage> = {}): Deployment {
  const deployed = resourcesOfDev().flatMap((resource) => spoilResource(resource) ?? []);
  const rules = eventRules(deployed);
  const configs = eventInvokeConfigs(deployed);
  return {
    deliveriesOf({ executionArn, stateMachineArn, status, input }) {
      const source = { source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change' };
      const inEnvironment = stateMachineArn.replace(':stateMachine:', `:stateMachine:${environment}-`);
      const matched = rules.filter(({ matches }) =>
        matches({ ...source, detail: { status, stateMachineArn: inEnvironment } }),
      );
      const event = { ...source, detail: { executionArn, stateMachineArn, status, input: JSON.stringify(input) } };
      return matched.flatMap(({ targets }) => targets.map((target) => ({ functionName: nameIn(target), event })));
    },
    callSettings(functionName, qualifier) {
      const config = configs.find(
        (each) => nameIn(each.function) === functionName && qualifierName(deployed, each.qualifier) === qualifier,
      );
      const { retryAttempts = 2, onFailure } = config ?? {};
      return { retryAttempts: Number(retryAttempts), onFailure: onFailure && queueUrls[onFailure] };
    },
  };
}

const resourcesOfDev = once(() => {
  const stack = synthesisedStacks().find((each) => each.environment === environment);
  if (stack === undefined) throw new Error(`there is no environment ${environment}`);
  return stack.resources;
});

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** An alias by its name; a version is known only when it is deployed. */
function qualifierName(resources: readonly Resource[], qualifier: string | undefined): string | undefined {
  const alias = resources.find(({ address }) => qualifier === `\${${address}.name}`);
  return alias === undefined ? qualifier : String(alias.arguments['name']);
}
