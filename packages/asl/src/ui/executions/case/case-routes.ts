import { z } from 'zod';
import type { Json } from '../../../language/definition';
import { UserError } from '../../../language/diagnostics';
import { checked } from '../../checked-input';
import type { ReadExecution } from '../../model';
import { type Act, ApiFile, type ApiRoute } from '../../pages';
import { appendCase, caseTarget, type FoundDefinitions } from './case-files';
import { caseText } from './case-text';
import { type CopiedCase, copiedCase } from './copied-case';
import { runCopiedCase } from './run-copied-case';

/** An execution as a case, as the page shows it. */
export interface ShownCase extends Pick<CopiedCase, 'missing' | 'notes'> {
  /** YAML: an item of `cases`. */
  readonly text: string;
  /** What a run of the case did not meet. */
  readonly unmet: readonly string[];
  /** The file to which it can be added, and its definition. */
  readonly file?: string;
  readonly definitionFile?: string;
}

const appendInput = z.strictObject({ executionArn: z.string().min(1).max(1_000), file: z.string().min(1).max(1_000) });

/** What copies executions as cases. */
export interface CaseDependencies {
  /** Throws as the routes of executions do. */
  read(query: URLSearchParams): Promise<ReadExecution>;
  /** Absent: the definitions are not on this computer. */
  readonly definitions?: FoundDefinitions | undefined;
}

/** The routes of an execution as a case: to be shown, and to be downloaded. */
export function caseRoutes({ read, definitions }: CaseDependencies): readonly ApiRoute[] {
  return [
    {
      path: 'execution/case',
      answer: async (query) => {
        const execution = await read(query);
        const copied = copiedCase(execution);
        const target = definitions === undefined ? undefined : caseTarget(execution, definitions);
        const shown: ShownCase = {
          text: caseText(copied, { from: originOf(execution), indent: 2 }),
          missing: copied.missing,
          notes: copied.notes,
          unmet: await runCopiedCase(execution, copied),
          ...(target === undefined ? {} : { file: target.caseFile, definitionFile: target.definitionFile }),
        };
        return shown;
      },
    },
    {
      path: 'execution/case-file',
      answer: async (query) => {
        const execution = await read(query);
        const text = caseText(copiedCase(execution), { from: originOf(execution), indent: 2 });
        return new ApiFile(`cases:\n${text}`, 'text/plain', `${execution.described.name}.cases.yaml`);
      },
    },
  ];
}

/** Adding a case to the cases of a definition on this computer. */
export function caseActs({ read, definitions }: CaseDependencies): readonly Act[] {
  if (definitions === undefined) return [];
  return [
    {
      name: 'execution/append-case',
      check: (input) => checked(appendInput, input),
      describe: (input) => `Add a case to ${checked(appendInput, input).file}`,
      run: async (input): Promise<Json> => {
        const { executionArn, file } = checked(appendInput, input);
        const execution = await read(new URLSearchParams({ arn: executionArn }));
        const target = caseTarget(execution, definitions);
        // The page names the file that it has shown: another one may have come to be the right one.
        if (target?.caseFile !== file) throw new UserError(`${file} does not have the cases of this execution`);
        return { name: appendCase(target, copiedCase(execution), originOf(execution)) };
      },
    },
  ];
}

function originOf({ described: { name, machine, status, startedAt } }: ReadExecution): string {
  return `${name} of ${machine}, ${status}, started ${new Date(startedAt).toISOString()}`;
}
