import { errorReport } from '@document-pipelines/asl/diagnostics';
import { stderr } from '@document-pipelines/asl/terminal';

/**
 * Runs the synthesis of the app. An error ends the process with status 1: a mistake in a definition, an environment or
 * the folders is printed as its message, any other error with its stack.
 */
export async function reportMistakes(synthesise: () => Promise<void>): Promise<void> {
  try {
    await synthesise();
  } catch (error) {
    stderr.lines(errorReport(error));
    process.exitCode = 1;
  }
}
