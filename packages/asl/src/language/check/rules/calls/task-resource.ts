import { findServiceCall, nearName, nearService, type ServiceResource } from '../../../api-models';
import { optimizedIntegrations, parseResource } from '../../../definition';
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
        yield { message: `\`${showValue(resource)}\` is no ARN that a Task can call`, ...at, ...meantCall(resource) };
      } else if (parsed.kind === 'service') {
        const problem = parsed.sdk ? sdkProblem(parsed) : optimizedProblem(parsed);
        if (problem !== undefined) yield { ...problem, ...at };
      }
    }
  },
};

type Problem = Pick<Finding, 'message' | 'help' | 'fix'>;

/** What is almost the ARN of an integration: the service has capitals, or the operation a hyphen. */
function meantCall(resource: string): Pick<Finding, 'help' | 'fix'> {
  const [, prefix = '', word = '', service = '', operation = ''] =
    /^arn:[^:]*:states:[^:]*:[^:]*:(aws-sdk:)?(([\w-]+):([\w-]+))/.exec(resource) ?? [];
  const sdkService = prefix === '' ? undefined : nearService(service);
  const known = prefix === '' ? nearName(word, Object.keys(optimizedIntegrations)) : undefined;
  const instead = sdkService === undefined ? known : `${sdkService}:${camelCase(operation)}`;
  if (instead === undefined || instead === word)
    return { help: 'a Task calls a function, an activity, or `arn:<partition>:states:::<service>:<operation>`' };
  return { help: `did you mean \`${prefix}${instead}\`?`, fix: { kind: 'word', word, instead } };
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function sdkProblem(resource: ServiceResource): Problem | undefined {
  const { service, operation, pattern } = resource;
  if (pattern === 'sync' || pattern === 'sync:2') {
    return {
      message: `the AWS SDK integration \`${service}:${operation}\` cannot wait with \`.${pattern}\``,
      help: 'poll for the end with Wait and Choice',
    };
  }
  const meant = meantSdkCall(resource);
  if (meant === undefined) return undefined;
  const message = /^[A-Z]/.test(operation)
    ? `operations are written in camelCase, not \`${operation}\``
    : service === meant.service
      ? `\`${service}\` has no operation \`${operation}\``
      : `\`${service}\` is not a service of the AWS SDK integrations`;
  const instead = `${meant.service}:${meant.operation}`;
  const help = `did you mean \`aws-sdk:${instead}\`?`;
  return { message, help, fix: { kind: 'word', word: `${service}:${operation}`, instead } };
}

/** Whether another service or operation was meant, which is an error and not merely unknown. */
export function isMeantOtherwise(resource: ServiceResource): boolean {
  return meantSdkCall(resource) !== undefined;
}

/** The service and the operation that were meant; undefined if the table has those written, or nothing like them. */
function meantSdkCall(resource: ServiceResource): Pick<ServiceResource, 'service' | 'operation'> | undefined {
  const found = findServiceCall(resource);
  if (found.kind === 'call') return undefined;
  const { operation } = resource;
  if (found.kind === 'unknownService') {
    const service = nearService(resource.service);
    if (service === undefined) return undefined;
    const inService = findServiceCall({ ...resource, service });
    const near =
      inService.kind === 'unknownOperation' ? nearName(operation, inService.model.operationNames) : operation;
    return { service, operation: near ?? camelCase(operation) };
  }
  const near = nearName(operation, found.model.operationNames);
  if (near === undefined && !/^[A-Z]/.test(operation)) return undefined;
  return { service: resource.service, operation: near ?? camelCase(operation) };
}

function optimizedProblem({ service, operation, pattern }: ServiceResource): Problem | undefined {
  const key = `${service}:${operation}`;
  const known = Object.hasOwn(optimizedIntegrations, key) ? optimizedIntegrations[key] : undefined;
  if (known === undefined) {
    const names = Object.keys(optimizedIntegrations);
    const instead = sureWord(key, names);
    const fix = instead === undefined ? {} : { fix: { kind: 'word', word: key, instead } as const };
    const help = didYouMean(key, names) ?? `other operations are called as \`aws-sdk:${sdkCall(service, operation)}\``;
    return { message: `\`${key}\` is not an optimized integration`, help, ...fix };
  }
  const wanted = pattern === 'waitForTaskToken' ? known.waitForTaskToken : pattern === 'requestResponse' || known.sync;
  if (!wanted) return { message: `\`${key}\` cannot wait with \`.${pattern}\`` };
  if (pattern === 'sync:2' && key !== 'states:startExecution') {
    return { message: `\`${key}\` cannot wait with \`.sync:2\``, help: 'did you mean `.sync`?' };
  }
  return undefined;
}

/** How an operation without an optimized integration is called. */
function sdkCall(service: string, operation: string): string {
  return `${nearService(service) ?? service}:${camelCase(operation)}`;
}
