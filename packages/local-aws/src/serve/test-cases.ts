import { type Mocks, readCaseFile } from '@document-pipelines/asl/cases';
import { DiagnosticsError, UserError } from '@document-pipelines/asl/diagnostics';
import { loadDefinition } from '@document-pipelines/asl/load';
import { ServiceError } from '../services';
import type { StatesOptions } from '../services/states';
import { MockedTasks } from './mocked-tasks';

/**
 * Mocks tasks with the test cases of a MockConfigFile.json of Step Functions Local. Throws DiagnosticsError, or an Error if the file
 * cannot be read. A test case that is not in the file throws InvalidName when it is used.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 */
export function readTestCases(file: string): NonNullable<StatesOptions['testCase']> {
  checkFile(file);
  const known = new Map<string, Mocks>();
  return (request) => {
    const { stateMachineName, testCase } = request;
    const key = `${stateMachineName}#${testCase}`;
    const mocks = known.get(key) ?? mocksOf(file, stateMachineName, testCase);
    known.set(key, mocks);
    return new MockedTasks(mocks, request);
  };
}

/** The file holds JSON with state machines; which test cases are sound is seen when one is used. */
function checkFile(file: string): void {
  const { definition: parsed, diagnostics, text } = loadDefinition(file);
  if (diagnostics.length > 0) throw new DiagnosticsError(diagnostics, text);
  const { StateMachines: machines } = (parsed?.value ?? {}) as { readonly StateMachines?: unknown };
  if (typeof machines !== 'object' || machines === null)
    throw new UserError(`${file} is not a MockConfigFile.json: it has no \`StateMachines\``);
}

function mocksOf(file: string, stateMachineName: string, testCase: string): Mocks {
  const { caseFile, diagnostics } = readCaseFile(file, { definitionFile: `${stateMachineName}.asl.json`, testCase });
  if (caseFile !== undefined && diagnostics.length === 0) return caseFile.base.mocks;
  throw new ServiceError('InvalidName', `Invalid Name: '${testCase}': ${diagnostics[0]?.message ?? 'unreadable'}`);
}
