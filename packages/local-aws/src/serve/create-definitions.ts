import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { caseFileBeside, fillPlaceholders, nameOf, readCaseFile } from '@document-pipelines/asl/cases';
import { DiagnosticsError, UserError } from '@document-pipelines/asl/diagnostics';
import { loadDefinition, substitute } from '@document-pipelines/asl/load';
import { ServiceError } from '../services';
import { StateMachineAlreadyExists } from '../services/states';
import type { ServedStates } from './served-states';
import { standaloneAccount } from './standalone';

/** A state machine created from a definition's file. */
export interface CreatedDefinition {
  readonly stateMachineArn: string;
  readonly file: string;
  /** Placeholders without a value, and the value that was used. */
  readonly assumed: readonly { readonly name: string; readonly value: string | number }[];
}

/**
 * Creates a state machine from each definition, named as its file, or updates the one of an earlier start. Placeholders get the values
 * in the cases next to the definition, else plausible ones. Throws DiagnosticsError for mistakes of a definition, UserError for what
 * Step Functions rejects.
 */
export async function createDefinitions(
  states: ServedStates,
  paths: readonly string[],
): Promise<readonly CreatedDefinition[]> {
  const created: CreatedDefinition[] = [];
  for (const file of paths.flatMap(definitionFiles)) created.push(await createDefinition(states, file));
  return created;
}

async function createDefinition(states: ServedStates, file: string): Promise<CreatedDefinition> {
  const { definition: parsed, diagnostics, text } = loadDefinition(file);
  if (parsed === undefined || diagnostics.length > 0) throw new DiagnosticsError(diagnostics, text);
  const casesFile = caseFileBeside(file);
  const cases = casesFile === undefined ? undefined : readCaseFile(casesFile).caseFile;
  const { substitutions, assumed } = fillPlaceholders(parsed, cases?.base.substitutions ?? {});
  const filled = substitute(parsed, substitutions);
  if (filled.definition === undefined) throw new DiagnosticsError(filled.diagnostics, text);
  const { partition, account } = standaloneAccount;
  const request = {
    name: nameOf(file),
    definition: JSON.stringify(filled.definition),
    roleArn: `arn:${partition}:iam::${account}:role/${nameOf(file)}`,
    type: cases?.type ?? 'STANDARD',
  };
  try {
    return { stateMachineArn: await createOrUpdate(states, request), file, assumed };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new UserError(error.message, { location: file, cause: error });
  }
}

type Request = Readonly<Record<'name' | 'definition' | 'roleArn' | 'type', string>>;

async function createOrUpdate(states: ServedStates, request: Request): Promise<string> {
  try {
    const { stateMachineArn } = await states.call('CreateStateMachine', request);
    return String(stateMachineArn);
  } catch (error) {
    if (!(error instanceof StateMachineAlreadyExists)) throw error;
    const { stateMachineArn } = error;
    const { definition, roleArn } = request;
    await states.call('UpdateStateMachine', { stateMachineArn, definition, roleArn });
    return stateMachineArn;
  }
}

const definitionName = /\.asl\.(?:ya?ml|json)$/;

/** Returns a file itself, or every definition in a folder. */
function definitionFiles(path: string): readonly string[] {
  if (!existsSync(path)) throw new UserError(`${path} does not exist`);
  if (!statSync(path).isDirectory()) return [path];
  const found = readdirSync(path)
    .filter((name) => definitionName.test(name))
    .sort();
  if (found.length === 0)
    throw new UserError(`there is no definition in ${path}: no file ends in .asl.yaml, .asl.yml or .asl.json`);
  return found.map((name) => join(path, name));
}
