import type { Json } from '@document-pipelines/asl/definition';
import { valueOfYaml } from '@document-pipelines/asl/load';
import { readGivenFile } from '@document-pipelines/asl/named-files';

/**
 * Returns the value of a YAML file. Throws DiagnosticsError with every mistake at its file, line and column, or UserError if the file
 * cannot be read.
 */
export function readYamlFile(file: string): Json {
  return valueOfYaml(readGivenFile(file), file);
}
