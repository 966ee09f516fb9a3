import { optimizedIntegrations, type ParsedResource, parseResource } from '../../../definition';
import { didYouMean, sureWord } from '../../../diagnostics';
import type { Finding, Rule } from '../../rule';
import { isOpen, showValue } from '../../values';

/**
 * The `Resource` of a Task is not an ARN that a state machine can call, or names an integration that Step Functions
 * does not have: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export const taskResource: Rule = {
  id: 'task-resource',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states }) {
    for (const { type, value, path } of states) {
      const resource = value['Resource'];
      if (type !== 'Task' || typeof resource !== 'string') continue;
      const parsed = parseResource(resource);
      const at = { path: [...path, 'Resource'] };
      if (parsed === undefined) {
        if (isOpen(resource)) continue;
        const help = 'a Task calls a function, an activity, or `arn:<partition>:states:::<service>:<operation>`';
        yield { message: `\`${showValue(resource)}\` is no ARN that a Task can call`, ...at, help };
      } else if (parsed.kind === 'service') {
        const problem = parsed.sdk ? sdkProblem(parsed) : optimizedProblem(parsed);
        if (problem !== undefined) yield { ...problem, ...at };
      }
    }
  },
};

type Problem = Pick<Finding, 'message' | 'help' | 'fix'>;

type Service = Extract<ParsedResource, { kind: 'service' }>;

function sdkProblem({ service, operation, pattern }: Service): Problem | undefined {
  if (pattern === 'sync' || pattern === 'sync:2') {
    return {
      message: `the AWS SDK integration \`${service}:${operation}\` cannot wait with \`.${pattern}\``,
      help: 'poll for the end with Wait and Choice',
    };
  }
  if (!/^[A-Z]/.test(operation)) return undefined;
  const camel = operation.charAt(0).toLowerCase() + operation.slice(1);
  return {
    message: `operations are written in camelCase, not \`${operation}\``,
    help: `did you mean \`aws-sdk:${service}:${camel}\`?`,
    fix: { kind: 'word', word: `${service}:${operation}`, instead: `${service}:${camel}` },
  };
}

function optimizedProblem({ service, operation, pattern }: Service): Problem | undefined {
  const key = `${service}:${operation}`;
  const known = Object.hasOwn(optimizedIntegrations, key) ? optimizedIntegrations[key] : undefined;
  if (known === undefined) {
    const names = Object.keys(optimizedIntegrations);
    const instead = sureWord(key, names);
    const fix = instead === undefined ? {} : { fix: { kind: 'word', word: key, instead } as const };
    const help = didYouMean(key, names) ?? `other operations are called as \`aws-sdk:${service}:${operation}\``;
    return { message: `\`${key}\` is not an optimized integration`, help, ...fix };
  }
  const wanted = pattern === 'waitForTaskToken' ? known.waitForTaskToken : pattern === 'requestResponse' || known.sync;
  if (!wanted) return { message: `\`${key}\` cannot wait with \`.${pattern}\`` };
  if (pattern === 'sync:2' && key !== 'states:startExecution') {
    return { message: `\`${key}\` cannot wait with \`.sync:2\``, help: 'did you mean `.sync`?' };
  }
  return undefined;
}
