import type { Json } from '../../../asl/definition';
import { valueOfYaml } from '../../../asl/load';
import { readGivenFile } from '../../../asl/named-files';

/**
 * Returns the value of a YAML file. Throws DiagnosticsError with every mistake at its file, line and column, or UserError if the file
 * cannot be read.
 */
export function readYamlFile(file: string): Json {
  return valueOfYaml(readGivenFile(file), file);
}
