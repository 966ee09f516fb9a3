import { checkExpectations, childMachine, prepareMachine, runCase, type TestCase } from '../../../interpreter/cases';
import { UserError } from '../../../language/diagnostics';
import { parseDefinition } from '../../../language/load';
import type { ReadExecution } from '../../model';
import type { CopiedCase } from './copied-case';

/**
 * Runs a copied case with the definition of its execution, in simulated time, and returns what it did not meet: nothing if the case
 * repeats the execution. A case with missing parts is not run.
 */
export async function runCopiedCase(
  { described }: ReadExecution,
  { test, missing }: CopiedCase,
): Promise<readonly string[]> {
  if (missing.length > 0 || described.definition === undefined) return [];
  const { definition: parsed } = parseDefinition(described.definition, `${described.machine.split('/')[0]}.asl.json`);
  if (parsed === undefined) return [];
  const type = described.executionArn.includes(':express:') ? 'EXPRESS' : 'STANDARD';
  try {
    const { machine } = prepareMachine(parsed, {}, type);
    if (machine === undefined) return [];
    const { name, child, now, context = {}, input = {}, mocks = {}, expect = {} } = test;
    const span = parsed.spanOf([]);
    const whole: TestCase = {
      ...{ name, context, input, mocks, expect, span, spanOf: () => span },
      ...{ objects: {}, substitutions: {}, now: Date.parse(now), seed: 1 },
    };
    const run = await runCase(child === undefined ? machine : childMachine(machine, child), whole);
    // Without an expectation of the end, any is right.
    const isOpen = test.expect === undefined;
    return checkExpectations(whole, run)
      .filter(({ expectation }) => !isOpen || expectation === 'mocks')
      .map(({ expectation, message }) => `${expectation}: ${message}`);
  } catch (error) {
    if (error instanceof UserError) return [error.message];
    throw error;
  }
}
