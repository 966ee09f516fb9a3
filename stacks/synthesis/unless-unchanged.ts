import { UserError } from '@document-pipelines/asl/diagnostics';
import { inputDigest, keptWarnings, missingInput, removeStamp, writeStamp } from './output-stamp';

/**
 * Synthesises into `outputFolder`, unless its content is from the same sources and complete: then no module is loaded
 * and no file is written, which takes a tenth of the time. Removing the folder is always safe. Returns the warnings of
 * the synthesis that the content is from. Throws UserError for a missing file.
 */
export async function unlessUnchanged(
  root: string,
  outputFolder: string,
  synthesise: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const kept = keptWarnings(root, outputFolder);
  if (kept !== undefined) return kept;
  const missing = missingInput(root);
  if (missing !== undefined) throw new UserError(`${missing} is missing in ${root}`);
  const inputs = inputDigest(root);
  removeStamp(outputFolder);
  const warnings = await synthesise();
  writeStamp(outputFolder, inputs, warnings);
  return warnings;
}
