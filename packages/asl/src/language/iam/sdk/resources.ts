/**
 * Which argument of an AWS SDK call names the resource where the names of arguments and ARN formats do not show it, by service
 * or `service:operation`: `[argument, ARN after region and account]`, with `{}` for the argument's value. The first argument
 * that the call has is used; one whose value is an ARN is its own resource.
 */
export const sdkResources: Readonly<Record<string, readonly (readonly [argument: string, rest: string])[]>> = {
  // A log group's ARN ends in `:*`, or in its log stream.
  cloudwatchlogs: [
    ['LogGroupName', 'log-group:{}:*'],
    ['LogGroupNames', 'log-group:{}:*'],
  ],
  'ecs:startTask': [['TaskDefinition', 'task-definition/{}*']],
  // A secret's ARN ends in six characters that its name lacks.
  secretsmanager: [['Name', 'secret:{}-??????']],
  sfn: [
    ['ExecutionArn', 'execution:*'],
    ['MapRunArn', 'mapRun:*'],
  ],
};
