import { isJsonObject, parseResource } from '../../../definition';
import type { CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';

/** An Express state machine uses what only Standard has: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
export const expressLimits: Rule = {
  id: 'express-limits',
  severity: 'error',
  *check({ states, options }) {
    if (options.type === 'EXPRESS') for (const state of states) yield* inState(state);
  },
};

function* inState({ type, value, path }: CheckedState): Generator<Finding> {
  const help = 'make the state machine Standard';
  if (type === 'Task' && typeof value['Resource'] === 'string') {
    const resource = parseResource(value['Resource']);
    const at = { path: [...path, 'Resource'], help };
    if (resource?.kind === 'activity') yield { message: 'an Express state machine cannot call an activity', ...at };
    if (resource?.kind === 'service' && resource.pattern !== 'requestResponse') {
      yield { message: `an Express state machine cannot wait with \`.${resource.pattern}\``, ...at };
    }
  }
  const processor = value['ItemProcessor'];
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  if (type === 'Map' && isJsonObject(config) && config['Mode'] === 'DISTRIBUTED') {
    const at = [...path, 'ItemProcessor', 'ProcessorConfig', 'Mode'];
    yield { message: 'an Express state machine cannot run a Distributed Map', path: at, help };
  }
}
