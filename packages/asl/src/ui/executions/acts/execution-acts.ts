import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../../../language/definition';
import { UserError } from '../../../language/diagnostics';
import { checked } from '../../checked-input';
import type { Act } from '../../pages';
import { type ExecutionSource, type ExecutionWriter, namesIn } from '../../sources';
import { startAgain } from './start-again';

const executionArn = z
  .string()
  .max(1_000)
  .regex(/^arn:[^:]+:states:[^:]*:[^:]*:(execution|express):[^:]+:.+$/, 'must be the ARN of an execution');

const stopInput = z.strictObject({
  executionArn,
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});

/** `redriveCount`: of the execution as the person saw it. The same request sent twice is one redrive. */
const redriveInput = z.strictObject({ executionArn, redriveCount: z.int().min(0) });

const startInput = z.strictObject({
  executionArn,
  name: z
    .string()
    // https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    .regex(
      /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{C}]{1,80}$/u,
      'must have 1 to 80 characters, no white space and no brackets, wildcards or special characters',
    ),
  /** Absent: that of the execution, as it is. */
  input: z.string().max(262_144).optional(),
});

/** What acts on executions need. */
export interface ActDependencies {
  readonly source: ExecutionSource;
  /** An execution has changed. */
  changed(executionArn: string): void;
}

/** Stopping, redriving and starting executions. Each names the execution by its ARN. */
export function executionActs({ source, changed }: ActDependencies): readonly Act[] {
  return [
    {
      name: 'execution/stop',
      check: (input) => checked(stopInput, input),
      describe: (input) => `Stop ${nameOf(input)}`,
      run: async (input) => {
        const { executionArn: arn, error, cause } = checked(stopInput, input);
        const { call } = await openWriter(source);
        await forPerson(() => call('StopExecution', { executionArn: arn, ...given({ error, cause }) }));
        changed(arn);
        return { executionArn: arn };
      },
    },
    {
      name: 'execution/redrive',
      check: (input) => checked(redriveInput, input),
      describe: (input) => `Redrive ${nameOf(input)}`,
      run: async (input) => {
        const { executionArn: arn, redriveCount } = checked(redriveInput, input);
        const done = await redrive(await openWriter(source), { source, arn, redriveCount });
        changed(arn);
        return done;
      },
    },
    {
      name: 'execution/start',
      check: (input) => checked(startInput, input) as Json,
      describe: (input) => {
        const { name, input: text } = checked(startInput, input);
        return `Start ${name}, as ${nameOf(input)}, with ${text === undefined ? 'the same input' : 'another input'}`;
      },
      run: async (input) => {
        const request = checked(startInput, input);
        const { call } = await openWriter(source);
        const started = await forPerson(() => startAgain({ source, call }, request));
        changed(started);
        return { executionArn: started };
      },
    },
  ];
}

async function redrive(
  { call, ownRedrive }: Extract<ExecutionWriter, { kind: 'open' }>,
  { source, arn, redriveCount }: { source: ExecutionSource; arn: string; redriveCount: number },
): Promise<Json> {
  if (ownRedrive !== undefined) {
    const execution = await source.describe(arn);
    if (ownRedrive.commandOf(execution) !== undefined) return { ...(await forPerson(() => ownRedrive.run(execution))) };
  }
  const clientToken = createHash('sha256').update(`${arn}#${redriveCount}`).digest('hex');
  await forPerson(() => call('RedriveExecution', { executionArn: arn, clientToken }));
  return { executionArn: arn, text: 'Continues from the state that failed' };
}

async function openWriter(source: ExecutionSource): Promise<Extract<ExecutionWriter, { kind: 'open' }>> {
  const writer = await source.writer();
  if (writer.kind === 'open') return writer;
  throw new UserError(writer.reason, { help: writer.command });
}

/** What a service rejects, a person can read and change: it is not a defect. */
async function forPerson<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof UserError || isDefect(error)) throw error;
    throw new UserError(`${error.name}: ${error.message}`, { cause: error });
  }
}

function isDefect(error: Error): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

function nameOf(input: Json): string {
  const { machine, name } = namesIn((input as { readonly executionArn: string }).executionArn);
  return `the execution ${name} of ${machine}`;
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}
