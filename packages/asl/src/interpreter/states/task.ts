import { type Json, parseResource, type TaskState } from '../../language/definition';
import { compileJsonataTemplate, compilePayloadTemplate } from '../../language/expressions';
import type { CompiledTask, StateToCompile, TaskBehaviour } from '../compile/compiled-state-machine';
import { compileDataflow } from '../compile/dataflow';
import { inField } from '../compile/in-field';
import { compileNumberField } from '../compile/number-field';
import { taskEvents } from '../history/task-events';
import { exit } from './exit';
import type { StateView } from './state-view';

/** Task: one call of a service integration, a function or an activity. */
export function compileTask({ state, queryLanguage }: StateToCompile<TaskState>): TaskBehaviour {
  const dataflow = compileDataflow(state, queryLanguage);
  const timeout = compileNumberField(state, 'TimeoutSeconds');
  const heartbeat = compileNumberField(state, 'HeartbeatSeconds');
  const credentials = compileCredentials(state, queryLanguage);
  return {
    type: 'Task',
    task: compileResource(state.Resource),
    enter: (view) => ({
      kind: 'call',
      arguments: dataflow.effectiveInput(view),
      credentials: credentials?.(view),
      timeoutSeconds: timeout?.(view),
      heartbeatSeconds: heartbeat?.(view),
    }),
    complete: (view, result) => exit(dataflow.leave(view, result, 'result'), state.Next),
  };
}

function compileCredentials(
  { Credentials: credentials }: TaskState,
  queryLanguage: StateToCompile['queryLanguage'],
): ((view: StateView) => Json) | undefined {
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
  const showsToken = hasToken || (integration.kind === 'service' && integration.pattern !== 'requestResponse');
  return { resource, integration, hasToken, showsToken, events: taskEvents(integration) };
}
