import { UserError } from '@document-pipelines/asl/diagnostics';
import { optionalNumber, optionalShape, optionalText, requiredText, textsByName } from '../input';
import type { Shape } from '../service';

/** A target of a rule. */
export interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: { readonly inputPaths: Readonly<Record<string, string>>; readonly inputTemplate: string };
  /** ARN of the queue for events that cannot be delivered. */
  readonly deadLetterArn?: string;
  readonly maximumRetryAttempts: number;
  readonly maximumAgeSeconds: number;
}

/** EventBridge's default retry policy. */
const defaultRetry = { maximumRetryAttempts: 185, maximumAgeSeconds: 86_400 };

const modelled = ['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer', 'DeadLetterConfig', 'RetryPolicy'];

/** Parses a target of PutTargets' input. Rejects by name what is not modelled. */
export function readTarget(input: Shape): RuleTarget {
  const id = requiredText(input, 'Id');
  for (const name of Object.keys(input))
    if (!modelled.includes(name)) throw new UserError(`target ${id}: ${name} is not modelled`);
  const transformer = optionalShape(input, 'InputTransformer');
  const retry = optionalShape(input, 'RetryPolicy') ?? {};
  return {
    id,
    arn: requiredText(input, 'Arn'),
    ...present('roleArn', optionalText(input, 'RoleArn')),
    ...present('input', optionalText(input, 'Input')),
    ...present('inputPath', optionalText(input, 'InputPath')),
    ...present('deadLetterArn', optionalText(optionalShape(input, 'DeadLetterConfig') ?? {}, 'Arn')),
    ...(transformer === undefined
      ? {}
      : {
          inputTransformer: {
            inputPaths: textsByName(transformer, 'InputPathsMap'),
            inputTemplate: requiredText(transformer, 'InputTemplate'),
          },
        }),
    maximumRetryAttempts: optionalNumber(retry, 'MaximumRetryAttempts') ?? defaultRetry.maximumRetryAttempts,
    maximumAgeSeconds: optionalNumber(retry, 'MaximumEventAgeInSeconds') ?? defaultRetry.maximumAgeSeconds,
  };
}

function present<Name extends string>(name: Name, value: string | undefined): { readonly [key in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: string };
}
