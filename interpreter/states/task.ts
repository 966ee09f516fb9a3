import type { Json, TaskState } from '../../asl/definition';
import { compileJsonataTemplate, compilePayloadTemplate, type Eventually } from '../../asl/expressions';
import type { CompiledTask, StateBehaviour, StateToCompile } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { inField } from '../compile/in-field';
import { compileNumberField, type NumberField } from '../compile/number-field';
import { parseResource } from '../parsed-resource';
import { whenSettled } from './eventually';
import { exit } from './exit';
import type { StateView } from './state-view';

/** Task: one call of a service integration, a function or an activity. */
export function compileTask({ state, queryLanguage }: StateToCompile<TaskState>): StateBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  const timeout = compileNumberField(state, 'TimeoutSeconds');
  const heartbeat = compileNumberField(state, 'HeartbeatSeconds');
  const credentials = compileCredentials(state, queryLanguage);
  return {
    task: compileResource(state.Resource),
    enter: (view) =>
      whenSettled(dataflow.effectiveInput(view), (given) =>
        whenSettled(numberIn(timeout, view), (timeoutSeconds) =>
          whenSettled(numberIn(heartbeat, view), (heartbeatSeconds) =>
            whenSettled(credentials?.(view), (granted) => ({
              kind: 'call' as const,
              arguments: given,
              credentials: granted,
              timeoutSeconds,
              heartbeatSeconds,
            })),
          ),
        ),
      ),
    complete: (view, result) =>
      whenSettled(dataflow.leave(view, result, 'result'), (outcome) => exit(outcome, state.Next)),
  };
}

function numberIn(field: NumberField | undefined, view: StateView): Eventually<number | undefined> {
  return field?.(view);
}

function compileCredentials(
  { Credentials: credentials }: TaskState,
  queryLanguage: StateToCompile['queryLanguage'],
): ((view: StateView) => Eventually<Json>) | undefined {
  if (credentials === undefined) return undefined;
  return inField('Credentials', () => {
    if (queryLanguage === 'JSONata') {
      const template = compileJsonataTemplate(credentials, 'Credentials');
      return (view) => template.evaluate(view.jsonata());
    }
    const template = compilePayloadTemplate(credentials);
    return (view) => template.evaluate(view);
  });
}

function compileResource(resource: string): CompiledTask {
  const integration = parseResource(resource);
  if (integration === undefined) {
    throw new Error(
      `\`Resource\`: \`${resource}\` is neither a service integration (arn:<partition>:states:::service:operation), ` +
        'a Lambda function nor an activity',
    );
  }
  const hasToken =
    integration.kind === 'activity' || (integration.kind === 'service' && integration.pattern === 'waitForTaskToken');
  return { resource, integration, hasToken };
}
