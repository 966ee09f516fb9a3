import { z } from 'zod';
import type { CallAnswer, PauseChanges } from '../../interpreter';
import { readMocks } from '../../interpreter/cases';
import { isJsonObject, type Json } from '../../language/definition';
import { DiagnosticsError, UserError } from '../../language/diagnostics';
import { parseDefinition } from '../../language/load';
import type { RunRequest } from './runs/prepare-run';

const text = z.string().max(1_000_000);
const name = z.string().max(1_000);

/** What is run: texts are as a person has typed them. */
export const runInput = z.strictObject({
  file: name,
  caseName: name.optional(),
  input: text.optional(),
  mocks: text.optional(),
});

const stops = { breakpoints: z.array(name).max(1_000), onErrors: z.boolean() };

export const debugInput = z.strictObject({ ...runInput.shape, ...stops });

export const stopsInput = z.strictObject({ id: name, ...stops });

export const sessionInput = z.strictObject({ id: name });

const answer = { result: text.optional(), error: name.optional(), cause: text.optional() };

export const resumeInput = z.strictObject({
  id: name,
  pause: z.number(),
  mode: z.enum(['step', 'continue']),
  input: text.optional(),
  variables: text.optional(),
  ...answer,
});

export const testInput = z.strictObject({
  file: name,
  path: name,
  input: text.optional(),
  variables: text.optional(),
  context: text.optional(),
  retryCount: z.number().optional(),
  fieldValidation: z.enum(['STRICT', 'PRESENT', 'NONE']).optional(),
  ...answer,
});

/** Returns the texts of a request as values. Throws UserError and DiagnosticsError with the place of a mistake. */
export function runRequest({ file, caseName, input, mocks }: z.infer<typeof runInput>): RunRequest {
  return {
    file,
    ...(caseName === undefined || caseName === '' ? {} : { caseName }),
    ...(isBlank(input) ? {} : { input: jsonOf(input, 'input') }),
    ...(isBlank(mocks) ? {} : { mocks: readMocks(mocks) }),
  };
}

/** Returns what a pause is left with. Throws as runRequest does. */
export function pauseChanges(given: z.infer<typeof resumeInput>): PauseChanges {
  const { input, variables } = given;
  const answered = answerOf(given);
  return {
    ...(isBlank(input) ? {} : { input: jsonOf(input, 'input') }),
    ...(isBlank(variables) ? {} : { variables: objectOf(variables, 'variables') }),
    ...(answered === undefined ? {} : { answer: answered }),
  };
}

/** Returns the answer to a call, if there is one. */
export function answerOf(given: {
  readonly result?: string;
  readonly error?: string;
  readonly cause?: string;
}): CallAnswer | undefined {
  const { result, error, cause } = given;
  if (!isBlank(error)) return { error, ...(isBlank(cause) ? {} : { cause }) };
  return isBlank(result) ? undefined : { result: jsonOf(result, 'result') };
}

/** Parses JSON that a person has typed. Throws DiagnosticsError with line and column. */
export function jsonOf(given: string, what: string): Json {
  const { definition, diagnostics } = parseDefinition(given, `${what}.json`);
  if (definition === undefined) throw new DiagnosticsError(diagnostics, given);
  return definition.value;
}

function objectOf(given: string, what: string) {
  const value = jsonOf(given, what);
  if (!isJsonObject(value)) throw new UserError(`the ${what} must be an object: { "name": value }`);
  return value;
}

function isBlank(given: string | undefined): given is undefined {
  return given === undefined || given.trim() === '';
}
