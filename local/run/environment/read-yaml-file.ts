import type { Json } from '../../../asl/definition';
import { valueOfYaml } from '../../../asl/load';
import { readGivenFile } from '../../../asl/named-files';

/** The value of a YAML file. Throws DiagnosticsError with every mistake at its file, line and column, UserError if it cannot be read. */
export function readYamlFile(file: string): Json {
  return valueOfYaml(readGivenFile(file), file);
}
