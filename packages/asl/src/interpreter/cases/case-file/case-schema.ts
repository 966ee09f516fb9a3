import { z } from 'zod';
import type { Json } from '../../../language/definition';

/** Any JSON value, null included. Returned unchanged, with keys such as `__proto__`. */
const json = ofKind<Json>('a JSON value', (value) => value !== undefined);

/** A value of a type that zod does not have; the issue carries the type in `params`. */
function ofKind<T>(kind: string, isOfKind: (value: unknown) => boolean) {
  return z.custom<T>(isOfKind, { error: `must be ${kind}`, params: { kind } });
}

/** Marks the issue of an answer without an outcome, or with several. */
export const aboutOutcomes = { rule: 'one-outcome' } as const;

const answer = z
  .strictObject({
    return: json.optional(),
    throw: z.strictObject({ error: z.string().min(1), cause: z.string().optional() }).optional(),
    timeout: z.literal(true, 'must be `true`').optional(),
    delaySeconds: z.number().min(0).optional(),
    // The clock's unit is a millisecond: a shorter heartbeat would be sent forever without time passing.
    heartbeatEverySeconds: z.number().min(0.001).optional(),
    times: z.int().min(1).optional(),
  })
  .superRefine((value, context) => {
    const outcomes = (['return', 'throw', 'timeout'] as const).filter((key) => value[key] !== undefined);
    if (outcomes.length === 1) return;
    const found = outcomes.length === 0 ? 'it has none of them' : `it has ${outcomes.join(' and ')}`;
    context.addIssue({
      code: 'custom',
      continue: false,
      params: aboutOutcomes,
      message: `must have exactly one of \`return\`, \`throw\` and \`timeout\`; ${found}`,
    });
  });

const answers = z.union([answer, z.array(answer).min(1)]);

const iterationKey = z
  .string()
  .regex(/^\d+(\.\d+)*$/, 'must be the index of an iteration, such as 0, or 0.2 in a nested Map');

const stateMock = z.union([
  answer,
  z.array(answer).min(1),
  z.strictObject({ iterations: z.record(iterationKey, answers), otherwise: answers.optional() }),
]);

const context = z.strictObject({
  Execution: z
    .strictObject({ Id: z.string().optional(), Name: z.string().optional(), RoleArn: z.string().optional() })
    .optional(),
  StateMachine: z.strictObject({ Id: z.string().optional(), Name: z.string().optional() }).optional(),
});

const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/, {
    error: 'must be an ISO 8601 time with offset',
    abort: true,
  })
  .refine((text) => !Number.isNaN(Date.parse(text)), 'must be a time that exists');

/** What a file may set for all cases, and a case for itself. */
const given = {
  input: json.optional(),
  mocks: z.record(z.string(), stateMock).optional(),
  /** Objects in Amazon S3 that Distributed Maps read, by `bucket/key`. */
  objects: z.record(z.string(), json).optional(),
  /** A test case of the MockConfigFile whose mocks are used; `mocks` next to it take precedence. */
  testCase: z.string().optional(),
  context: context.optional(),
  substitutions: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  now: moment.optional(),
  seed: z.int().optional(),
};

const callRequest = ofKind<{ readonly [key: string]: Json }>(
  'an object: a part of the request',
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const expectations = z
  .strictObject({
    status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
    output: json.optional(),
    outputIncludes: json.optional(),
    error: z.string().optional(),
    cause: z.string().optional(),
    path: z.array(z.string()).optional(),
    calls: z.record(z.string(), z.union([z.int().min(0), z.array(callRequest), callRequest])).optional(),
    events: z.array(z.string()).optional(),
    variables: callRequest.optional(),
  })
  .refine(
    (value) => value.output === undefined || value.outputIncludes === undefined,
    'has `output` or `outputIncludes`, not both',
  );

const testCase = z.strictObject({
  name: z.string().min(1),
  /** A Distributed Map of the definition: one of its children is run by itself, with the case's input. */
  child: z.string().optional(),
  ...given,
  expect: expectations.optional(),
});

/**
 * A part of the definition that no case can reach; at most one of the four, counted from 1. Without any: the state
 * itself.
 */
const unreachable = z.strictObject({
  state: z.string().min(1),
  rule: z.int().min(1).optional(),
  catcher: z.int().min(1).optional(),
  retrier: z.int().min(1).optional(),
  because: z.string().min(1),
});

/** A cases file. Unknown keys are errors: a misspelt expectation must not be ignored silently. */
export const caseFileSchema = z.strictObject({
  /** The definition, relative to this file; default: the one next to it with its name. */
  definition: z.string().optional(),
  type: z.enum(['STANDARD', 'EXPRESS']).optional(),
  /** A MockConfigFile.json of Step Functions Local, relative to this file. */
  mockConfigFile: z.string().optional(),
  ...given,
  unreachable: z.array(unreachable).optional(),
  cases: z.array(testCase).optional(),
});

/** A cases file as written. */
export type WrittenCaseFile = z.output<typeof caseFileSchema>;

/** The values of a file or a case, as written. */
export type WrittenGiven = Pick<WrittenCaseFile, keyof typeof given>;
