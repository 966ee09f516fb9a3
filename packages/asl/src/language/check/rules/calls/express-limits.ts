import { isInside, isJsonObject, type JsonObject, parseResource } from '../../../definition';
import type { CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';

/**
 * An Express state machine, or the EXPRESS children of a Distributed Map, use what only Standard has:
 * https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
 */
export const expressLimits: Rule = {
  id: 'express-limits',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states, options }) {
    const children = states.filter(
      ({ type, value }) => type === 'Map' && configOf(value)?.['ExecutionType'] === 'EXPRESS',
    );
    for (const state of states) {
      if (options.type === 'EXPRESS') yield* inState(state, machine);
      else if (children.some(({ path }) => isInside(state.path, path))) yield* inState(state, child);
    }
  },
};

/** Who cannot, and what helps. */
interface Subject {
  readonly who: string;
  readonly help: string;
}

const machine: Subject = { who: 'an Express state machine', help: 'make the state machine Standard' };
const child: Subject = {
  who: 'an EXPRESS child',
  help: 'make the children STANDARD, or take another way in an EXPRESS one',
};

function* inState({ type, value, path }: CheckedState, { who, help }: Subject): Generator<Finding> {
  if (type === 'Task' && typeof value['Resource'] === 'string') {
    const resource = parseResource(value['Resource']);
    const at = { path: [...path, 'Resource'], help };
    if (resource?.kind === 'activity') yield { message: `${who} cannot call an activity`, ...at };
    if (resource?.kind === 'service' && resource.pattern !== 'requestResponse') {
      const facts = { integrationPattern: resource.pattern };
      yield { message: `${who} cannot wait with \`.${resource.pattern}\``, ...at, facts };
    }
  }
  if (type === 'Map' && configOf(value)?.['Mode'] === 'DISTRIBUTED') {
    const at = [...path, 'ItemProcessor', 'ProcessorConfig', 'Mode'];
    yield { message: `${who} cannot run a Distributed Map`, path: at, help };
  }
}

function configOf(map: JsonObject): JsonObject | undefined {
  const processor = map['ItemProcessor'];
  const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
  return isJsonObject(config) ? config : undefined;
}
