/** What a Task's `Resource` names. */
export type ParsedResource =
  | {
      readonly kind: 'service';
      /** As in the ARN: `lambda`, `sqs`, `s3` (with `sdk`) … */
      readonly service: string;
      /** As in the ARN: `invoke`, `sendMessage` … */
      readonly operation: string;
      /** Whether it is one of the aws-sdk integrations (`arn:aws:states:::aws-sdk:service:operation`). */
      readonly sdk: boolean;
      readonly pattern: IntegrationPattern;
    }
  | { readonly kind: 'function'; readonly arn: string }
  | { readonly kind: 'activity'; readonly arn: string };

/** How long a service integration's Task lasts: until the answer, until the job's end, or until the token comes back. */
export type IntegrationPattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

const patterns: Readonly<Record<string, IntegrationPattern>> = {
  sync: 'sync',
  'sync:2': 'sync:2',
  waitForTaskToken: 'waitForTaskToken',
};

/** Takes a Task's `Resource` apart; undefined when it is neither a service integration, a function nor an activity. */
export function parseResource(resource: string): ParsedResource | undefined {
  if (/^arn:[^:]*:states:[^:]*:[^:]*:activity:/.test(resource)) return { kind: 'activity', arn: resource };
  if (/^arn:[^:]*:lambda:/.test(resource)) return { kind: 'function', arn: resource };
  const integration = /^arn:[^:]*:states:[^:]*:[^:]*:(aws-sdk:)?([A-Za-z0-9-]+):([A-Za-z0-9]+)(?:\.(.+))?$/.exec(
    resource,
  );
  return integration === null ? undefined : serviceIntegration(integration);
}

function serviceIntegration([, sdk, service, operation, suffix]: RegExpExecArray): ParsedResource | undefined {
  const pattern = suffix === undefined ? 'requestResponse' : patterns[suffix];
  if (pattern === undefined) return undefined;
  return { kind: 'service', service: service!, operation: operation!, sdk: sdk !== undefined, pattern };
}
