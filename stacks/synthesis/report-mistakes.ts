import { stderr } from '../../asl/terminal';

/**
 * Runs what synthesises the app. A mistake in a definition, an environment or the folders is printed as its message and ends
 * the process with status 1; a defect of ours (a TypeError and the like) is thrown on, with its stack.
 */
export async function reportMistakes(synthesise: () => Promise<void>): Promise<void> {
  try {
    await synthesise();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error;
    stderr.lines(error.message.split('\n'));
    process.exitCode = 1;
  }
}
