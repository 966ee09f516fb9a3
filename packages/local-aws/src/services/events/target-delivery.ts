import { randomUUID } from 'node:crypto';
import { memberOf } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Delivery } from '../deliveries';
import { asJson, type BusEvent } from './event';
import type { RuleTarget } from './rule';

/** What a delivery is created from. */
export interface Matched {
  readonly event: BusEvent;
  readonly rule: { readonly arn: string; readonly name: string };
  readonly target: RuleTarget;
  readonly input: string;
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type TargetCall = Pick<Delivery, 'service' | 'operation' | 'input' | 'payload' | 'caller' | 'assume'>;

/** Returns the delivery of an event to a target: uses the rule's role if the target needs one, else events.amazonaws.com. */
export function deliveryTo(matched: Matched): Delivery {
  const { rule, target, event, now } = matched;
  const caller = { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.arn } as const;
  const attributes = { RULE_ARN: rule.arn, TARGET_ARN: target.arn };
  return {
    id: `${new Date(now).toISOString().replaceAll(':', '-')}_${randomUUID()}`,
    from: rule.arn,
    to: target.arn,
    ...callOf(matched),
    ...(target.deadLetterArn === undefined
      ? {}
      : { deadLetter: { queueArn: target.deadLetterArn, caller, body: JSON.stringify(asJson(event)), attributes } }),
    maximumRetryAttempts: target.maximumRetryAttempts,
    maximumAgeSeconds: target.maximumAgeSeconds,
    createdAt: now,
  };
}

/** Throws an error that names a target without a local implementation. */
export function checkTarget(target: RuleTarget): void {
  const service = target.arn.split(':')[2] ?? '';
  if (!Object.hasOwn(calls, service))
    throw new UserError(`target ${target.id}: deliveries to ${target.arn} are not implemented locally`);
  if (service === 'states' && target.roleArn === undefined)
    throw new UserError(`target ${target.id}: a state machine needs a role that EventBridge assumes`);
}

function callOf(matched: Matched): TargetCall {
  const call = memberOf(calls, matched.target.arn.split(':')[2] ?? '');
  if (call === undefined) throw new UserError(`deliveries to ${matched.target.arn} are not implemented locally`);
  return call(matched);
}

const calls: Readonly<Record<string, (matched: Matched) => TargetCall>> = {
  /** Named after the event, so that a delivery repeated after a kill finds its execution there. */
  states: ({ target, input, rule, event, account }) => ({
    service: 'states',
    operation: 'StartExecution',
    input: { stateMachineArn: target.arn, input, name: `${event.id}_${shortName(target.id)}` },
    caller: { kind: 'role', roleArn: target.roleArn ?? '' },
    assume: {
      roleArn: target.roleArn ?? '',
      servicePrincipal: 'events.amazonaws.com',
      conditionKeys: { 'aws:SourceArn': rule.arn, 'aws:SourceAccount': account },
    },
  }),
  lambda: ({ target, input, rule }) => ({
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName: target.arn, InvocationType: 'Event' },
    payload: input,
    caller: asService(rule.arn),
  }),
  sqs: ({ target, input, rule }) => ({
    service: 'sqs',
    operation: 'SendMessage',
    input: { QueueUrl: queueUrlOf(target.arn), MessageBody: unquote(input) },
    caller: asService(rule.arn),
  }),
  sns: ({ target, input, rule }) => ({
    service: 'sns',
    operation: 'Publish',
    input: { TopicArn: target.arn, Message: unquote(input) },
    caller: asService(rule.arn),
  }),
};

function asService(sourceArn: string): Delivery['caller'] {
  return { kind: 'service', service: 'events.amazonaws.com', sourceArn };
}

/** Returns a name that SQS and executions accept, of at most 40 characters. */
function shortName(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 40);
}

function queueUrlOf(queueArn: string): string {
  const [, , , , account, name] = queueArn.split(':');
  return `https://sqs/${account}/${name}`;
}

/** A template that is one text arrives without its quotes. */
function unquote(input: string): string {
  if (!input.startsWith('"')) return input;
  try {
    const value: unknown = JSON.parse(input);
    return typeof value === 'string' ? value : input;
  } catch {
    return input;
  }
}
