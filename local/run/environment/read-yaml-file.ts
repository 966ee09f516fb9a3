import { readFileSync } from 'node:fs';
import type { Json } from '../../../asl/definition';
import { DiagnosticsError } from '../../../asl/diagnostics';
import { valueOfYaml } from '../../../asl/load';
import { CannotRunError } from './cannot-run-error';

/** The value of a YAML file. Throws CannotRunError with every mistake at its file, line and column, or why it cannot be read. */
export function readYamlFile(file: string): Json {
  try {
    return valueOfYaml(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof DiagnosticsError) throw new CannotRunError(error.message);
    throw new CannotRunError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
