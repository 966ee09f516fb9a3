import type { JsonObject } from '@document-pipelines/asl/definition';
import { block, checkArguments, operator, optionalTextOf, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

const rule: ResourceType = async (resource, { services }) => {
  checkArguments(
    resource,
    ['name', 'event_pattern', 'schedule_expression', 'state', 'event_bus_name', 'role_arn'],
    ['description', 'force_destroy'],
  );
  const Name = textOf(resource, 'name');
  const { RuleArn } = await services.call(
    'events',
    'PutRule',
    {
      Name,
      EventPattern: optionalTextOf(resource.arguments, 'event_pattern'),
      ScheduleExpression: optionalTextOf(resource.arguments, 'schedule_expression'),
      State: optionalTextOf(resource.arguments, 'state'),
      EventBusName: optionalTextOf(resource.arguments, 'event_bus_name'),
    },
    operator,
  );
  return { id: Name, name: Name, arn: String(RuleArn), event_bus_name: 'default', state: 'ENABLED' };
};

const target: ResourceType = async (resource, { services }) => {
  checkArguments(
    resource,
    [
      'rule',
      'arn',
      'target_id',
      'role_arn',
      'input',
      'input_path',
      'input_transformer',
      'dead_letter_config',
      'retry_policy',
      'event_bus_name',
    ],
    ['force_destroy'],
  );
  const Rule = textOf(resource, 'rule');
  const Id = optionalTextOf(resource.arguments, 'target_id') ?? resource.name;
  await services.call(
    'events',
    'PutTargets',
    { Rule, Targets: [withoutAbsent({ Id, ...targetOf(resource.arguments) })] },
    operator,
  );
  return { id: `${Rule}-${Id}`, target_id: Id, event_bus_name: 'default' };
};

function targetOf(from: JsonObject): Readonly<Record<string, unknown>> {
  const transformer = block(from, 'input_transformer');
  const retry = block(from, 'retry_policy');
  const deadLetters = block(from, 'dead_letter_config');
  return {
    Arn: optionalTextOf(from, 'arn'),
    RoleArn: optionalTextOf(from, 'role_arn'),
    Input: optionalTextOf(from, 'input'),
    InputPath: optionalTextOf(from, 'input_path'),
    InputTransformer: transformer && {
      InputPathsMap: transformer['input_paths'] ?? {},
      InputTemplate: transformer['input_template'],
    },
    DeadLetterConfig: deadLetters && { Arn: deadLetters['arn'] },
    RetryPolicy: retry && {
      MaximumRetryAttempts: retry['maximum_retry_attempts'],
      MaximumEventAgeInSeconds: retry['maximum_event_age_in_seconds'],
    },
  };
}

function withoutAbsent(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Rules and targets of the default event bus. */
export const eventsResourceTypes: ResourceTypes = {
  aws_cloudwatch_event_rule: rule,
  aws_cloudwatch_event_target: target,
};
