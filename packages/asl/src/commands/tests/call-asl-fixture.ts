import { asl } from '../asl';
import { callProgram } from '../command-line';

/** What a call of the command left. */
export interface CalledCommand {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls `asl` in this process, as one started in `folder` with these arguments would run. */
export async function callAsl(folder: string, args: readonly string[]): Promise<CalledCommand> {
  const before = { directory: process.cwd(), exitCode: process.exitCode };
  const stdout = captured(process.stdout);
  const stderr = captured(process.stderr);
  process.chdir(folder);
  process.exitCode = 0;
  try {
    await callProgram(asl, args);
    return { status: Number(process.exitCode), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.chdir(before.directory);
    process.exitCode = before.exitCode;
    stdout.end();
    stderr.end();
  }
}

function captured(stream: NodeJS.WriteStream): { text(): string; end(): void } {
  const texts: string[] = [];
  const write = jest.spyOn(stream, 'write').mockImplementation((text) => texts.push(String(text)) > 0);
  return { text: () => texts.join(''), end: () => write.mockRestore() };
}
