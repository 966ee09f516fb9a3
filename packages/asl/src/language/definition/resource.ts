/** How a service integration waits for its call: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html */
export type IntegrationPattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

/** What the `Resource` of a Task names. */
export type ParsedResource =
  | {
      readonly kind: 'service';
      readonly partition: string;
      /** As the ARN spells it: `dynamodb`, `bedrockruntime`. */
      readonly service: string;
      /** As the ARN spells it, in camelCase: `putItem`. */
      readonly operation: string;
      /** Whether it is one of the AWS SDK integrations (`aws-sdk:…`) rather than an optimized one. */
      readonly sdk: boolean;
      readonly pattern: IntegrationPattern;
    }
  | { readonly kind: 'function'; readonly partition: string; readonly arn: string; readonly qualified: boolean }
  | { readonly kind: 'activity'; readonly partition: string; readonly arn: string };

// A segment of an ARN; it may hold a placeholder or token such as `${AWS::Partition}`, with colons.
const segment = '(?:\\$\\{[^}]*\\}|[^:$]|\\$(?!\\{))*';
// Integrations may carry a region and an account, as those of deployed samples do.
const servicePattern = new RegExp(
  `^arn:(${segment}):states:${segment}:${segment}:(aws-sdk:)?(?!activity:)([a-z0-9-]+):([A-Za-z0-9]+)(?:\\.(sync(?::2)?|waitForTaskToken))?$`,
);
// Also those of the Serverless framework, `#{AWS::AccountId}`, and of examples, `<name>`.
const placeholder = '(?:[$#]\\{[^}]*\\}|<[^<>]*>)';
const region = `(?:${placeholder}|[\\w-])*`;
const account = `(?:${placeholder}|[\\w-])*`;
const functionName = `(?:${placeholder}|[\\w.-])+`;
const functionPattern = new RegExp(
  `^arn:(${segment}):lambda:${region}:${account}:function:${functionName}(:(?:${placeholder}|[\\w$-])+)?$`,
);
const activityPattern = new RegExp(`^arn:(${segment}):states:${segment}:${segment}:activity:${segment}$`);

/**
 * Parses the `Resource` of a Task, an ItemReader or a ResultWriter. Placeholders inside the ARN are allowed. Returns
 * undefined if the string is not an ARN that a state machine can call, or if a placeholder is the whole of it.
 */
export function parseResource(resource: string): ParsedResource | undefined {
  const service = servicePattern.exec(resource);
  if (service !== null) {
    const [, partition = '', sdk, name = '', operation = '', pattern = 'requestResponse'] = service;
    return {
      kind: 'service',
      partition,
      service: name,
      operation,
      sdk: sdk !== undefined,
      pattern: pattern as IntegrationPattern,
    };
  }
  const called = functionPattern.exec(resource);
  if (called !== null) {
    return { kind: 'function', partition: called[1] ?? '', arn: resource, qualified: called[2] !== undefined };
  }
  const activity = activityPattern.exec(resource);
  return activity === null ? undefined : { kind: 'activity', partition: activity[1] ?? '', arn: resource };
}
