import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import type { LocalAccount } from '../../local-account';
import type { Outbox } from '../deliveries';
import type { EventBus, ServiceEvent } from '../event-bus';
import { optionalText, requiredText, shapesOf } from '../input';
import { type Caller, type EmbeddedService, type Permission, ServiceError, type Shape } from '../service';
import type { ServiceClock } from '../service-clock';
import { asJson, envelope } from './event';
import { compileEventPattern, type EventPattern } from './event-pattern';
import { type RuleTarget, readTarget } from './rule';
import { checkTarget, deliveryTo } from './target-delivery';
import { compileTargetInput, type TargetInput } from './target-input';

/** Options of EventBridge. */
export interface EventsOptions {
  readonly localAccount: LocalAccount;
  readonly outbox: Outbox;
  readonly clock: ServiceClock;
}

interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly pattern: EventPattern;
  readonly patternText: string;
  readonly enabled: boolean;
  readonly targets: Map<string, { readonly target: RuleTarget; readonly inputFor: TargetInput }>;
}

/**
 * The default event bus: rules and targets in memory, as the stack creates them; deliveries use the outbox.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html
 */
export function createEvents(options: EventsOptions): {
  readonly service: EmbeddedService;
  readonly eventBus: EventBus;
} {
  const rules = new Map<string, Rule>();
  const publish = (event: ServiceEvent): string => publishTo(rules, options, event);
  const arnOf = ruleArns(options.localAccount);
  const onRule =
    (action: string) =>
    (input: Shape): readonly Permission[] => [
      { action, resource: arnOf(optionalText(input, 'Rule') ?? optionalText(input, 'Name') ?? '*') },
    ];
  return {
    eventBus: {
      publish: async (event) => {
        publish(event);
      },
    },
    service: {
      name: 'events',
      operations: {
        PutRule: { permissions: onRule('events:PutRule'), run: (input) => putRule(rules, arnOf, input) },
        PutTargets: { permissions: onRule('events:PutTargets'), run: (input) => putTargets(rules, input) },
        ListRules: { permissions: onRule('events:ListRules'), run: () => listRules(rules) },
        PutEvents: {
          permissions: (input) => busPermissions(options.localAccount, input),
          run: (input, caller) => putEvents(publish, input, caller),
        },
      },
    },
  };
}

function publishTo(
  rules: ReadonlyMap<string, Rule>,
  { localAccount, outbox, clock }: EventsOptions,
  published: ServiceEvent,
): string {
  const now = clock.now();
  const event = envelope(published, localAccount, now);
  const json = asJson(event);
  const matching = [...rules.values()].filter((rule) => rule.enabled && rule.pattern(json));
  const deliveries = matching.flatMap((rule) =>
    [...rule.targets.values()].map(({ target, inputFor }) =>
      deliveryTo({ event, rule, target, input: inputFor(event, rule), account: localAccount.account, now }),
    ),
  );
  outbox.add(deliveries);
  return event.id;
}

function ruleArns(localAccount: LocalAccount): (name: string) => string {
  return (name) => `arn:${localAccount.partition}:events:${localAccount.region}:${localAccount.account}:rule/${name}`;
}

async function putRule(rules: Map<string, Rule>, arnOf: (name: string) => string, input: Shape): Promise<Shape> {
  const name = requiredText(input, 'Name');
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
    throw new ServiceError(
      'ValidationException',
      `the rule name ${name} must have 1 to 64 letters, digits, dots, hyphens or underscores`,
    );
  checkBus(optionalText(input, 'EventBusName'));
  if (input['ScheduleExpression'] !== undefined)
    throw new ServiceError('NotModelledError', `the rule ${name} runs by a schedule, which is not implemented locally`);
  const patternText = requiredText(input, 'EventPattern');
  const targets = rules.get(name)?.targets ?? new Map();
  const enabled = (optionalText(input, 'State') ?? 'ENABLED') !== 'DISABLED';
  rules.set(name, { name, arn: arnOf(name), pattern: compileEventPattern(patternText), patternText, enabled, targets });
  return { RuleArn: arnOf(name) };
}

async function putTargets(rules: ReadonlyMap<string, Rule>, input: Shape): Promise<Shape> {
  const name = requiredText(input, 'Rule');
  const rule = rules.get(name);
  if (rule === undefined)
    throw new ServiceError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
  for (const entry of shapesOf(input, 'Targets')) {
    const target = readTarget(entry);
    checkTarget(target);
    rule.targets.set(target.id, { target, inputFor: compileTargetInput(target) });
  }
  return { FailedEntryCount: 0, FailedEntries: [] };
}

async function listRules(rules: ReadonlyMap<string, Rule>): Promise<Shape> {
  const Rules = [...rules.values()].map((rule) => ({
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.patternText,
    State: rule.enabled ? 'ENABLED' : 'DISABLED',
    EventBusName: 'default',
  }));
  return { Rules };
}

async function putEvents(publish: (event: ServiceEvent) => string, input: Shape, caller: Caller): Promise<Shape> {
  const Entries = shapesOf(input, 'Entries').map((entry) => putEvent(publish, entry, caller));
  return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
}

function putEvent(publish: (event: ServiceEvent) => string, entry: Shape, caller: Caller): Shape {
  const source = requiredText(entry, 'Source');
  if (source.startsWith('aws.') && caller.kind !== 'service') {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  checkBus(optionalText(entry, 'EventBusName'));
  let detail: Json;
  try {
    detail = JSON.parse(requiredText(entry, 'Detail'));
  } catch {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  const resources = Array.isArray(entry['Resources']) ? entry['Resources'].map(String) : [];
  return {
    EventId: publish({
      source,
      'detail-type': requiredText(entry, 'DetailType'),
      detail: detail as JsonObject,
      resources,
    }),
  };
}

function busPermissions(localAccount: LocalAccount, input: Shape): readonly Permission[] {
  const names = shapesOf(input, 'Entries').map((entry) => busName(optionalText(entry, 'EventBusName')));
  const arn = (name: string) =>
    `arn:${localAccount.partition}:events:${localAccount.region}:${localAccount.account}:event-bus/${name}`;
  return [...new Set(names)].map((name) => ({ action: 'events:PutEvents', resource: arn(name) }));
}

function checkBus(name: string | undefined): void {
  if (busName(name) !== 'default')
    throw new ServiceError(
      'NotModelledError',
      `the event bus ${name} is not implemented locally: only the default bus has`,
    );
}

function busName(name: string | undefined): string {
  return name === undefined ? 'default' : name.slice(name.lastIndexOf('/') + 1);
}
