import type { JsonObject } from '@document-pipelines/asl/definition';
import { compileEventPattern } from '../../packages/local-aws/src/services/events';
import { addressIn, argumentsOf, inAccount, type Resource, templatesIn } from './synthesised-stack';

/** A rule of a stack: which events it matches, in account 123456789012 and us-east-1, and what it delivers them to. */
export interface EventRule {
  readonly address: string;
  readonly isEnabled: boolean;
  readonly matches: (event: JsonObject) => boolean;
  /** Addresses of the targets. */
  readonly targets: readonly string[];
}

/** The rules among the resources of a stack, with their patterns compiled. */
export function eventRules(resources: readonly Resource[]): EventRule[] {
  const targets = argumentsOf(resources, 'aws_cloudwatch_event_target');
  const rules = resources.filter(({ type }) => type === 'aws_cloudwatch_event_rule');
  return rules.map(({ address, arguments: { event_pattern: pattern, state } }) => ({
    address,
    isEnabled: state === undefined || state === 'ENABLED',
    matches: compileEventPattern(inAccount(String(pattern))),
    targets: targets
      .filter(({ rule }) => rule === `\${${address}.name}`)
      .flatMap(({ arn }) => templatesIn(String(arn)))
      .map((expression) => addressIn(expression) ?? expression),
  }));
}
