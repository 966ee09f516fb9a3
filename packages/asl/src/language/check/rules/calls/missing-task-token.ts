import { type FieldPath, type Json, type JsonObject, optimizedIntegrations } from '../../../definition';
import { type CheckedCall, serviceCallsOf } from '../../calls/service-calls';
import type { Rule } from '../../rule';
import { textsIn } from '../../texts';
import { isOpen } from '../../values';

/**
 * A Task waits for its task token, and does not pass it to the service that it calls: no callback can come.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export const missingTaskToken: Rule = {
  id: 'missing-task-token',
  severity: 'error',
  rejectedBy: 'none',
  *check(definition) {
    for (const { part, state, resource, value, path, given } of serviceCallsOf(definition)) {
      if (part !== 'Task' || resource.pattern !== 'waitForTaskToken' || !canWait(resource)) continue;
      const field = given?.field ?? (state.language === 'JSONata' ? 'Arguments' : 'Parameters');
      const token = state.language === 'JSONata' ? '$states.context.Task.Token' : '$$.Task.Token';
      if (canHoldToken(value, [...path, field], given?.value)) continue;
      const at =
        given === undefined
          ? { path: [...path, 'Resource'] }
          : ({ path: given.path, at: 'key', isWhole: false } as const);
      const message = `\`${state.name}\` waits for its task token, and \`${field}\` does not pass it on`;
      yield { message, ...at, help: `pass \`${token}\` to what answers` };
    }
  },
};

/** The rule task-resource reports integrations that cannot. */
function canWait({ sdk, service, operation }: CheckedCall['resource']): boolean {
  const key = `${service}:${operation}`;
  return sdk || (Object.hasOwn(optimizedIntegrations, key) && optimizedIntegrations[key]?.waitForTaskToken === true);
}

/** The context object, or its part with the token; not `$$.Execution` alone. */
const context = /\$\$(?!\.(?!Task\b))|\$states(?:\.context(?!\.(?!`?Task\b))|(?![.\w]))/;

/** Names of what is called: a placeholder there is no token. */
const called = /(?:Name|Id|Arn|Ur[il]|Bucket|Cluster|Definition|Queue|Subnets|SecurityGroups)(?:\.\$)?$/;

function canHoldToken(task: JsonObject, path: FieldPath, given: Json | undefined): boolean {
  const inputPath = task['InputPath'];
  if (typeof inputPath === 'string' && context.test(inputPath)) return true;
  return textsIn(given, path).some(({ text, path: at }) => {
    const name = at.findLast((each) => typeof each === 'string') ?? '';
    return context.test(text) || (isOpen(text) && (at.length === path.length || !called.test(String(name))));
  });
}
