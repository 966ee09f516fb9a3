import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AskingTerminal, confirmApp } from './confirm-app';

const root = mkdtempSync(join(tmpdir(), 'app-'));
const linked = join(root, 'packages', 'tool');
const installed = join(root, 'node_modules', 'tool');
const elsewhere = mkdtempSync(join(tmpdir(), 'tool-'));
beforeAll(() => {
  for (const folder of [linked, installed]) mkdirSync(folder, { recursive: true });
  symlinkSync(linked, join(root, 'node_modules', 'linked'));
  symlinkSync(elsewhere, join(root, 'node_modules', 'foreign'));
});
afterAll(() => {
  for (const folder of [root, elsewhere]) rmSync(folder, { recursive: true });
});

const project = { root, appCommand: 'npx ts-node main.ts' };

/** A terminal at which a person types an answer. */
function terminalOf(answer: string | undefined) {
  const said: string[] = [];
  const terminal: AskingTerminal = {
    isTerminal: answer !== undefined,
    say: (line) => void said.push(line),
    answer: async () => answer ?? '',
  };
  return { said, terminal };
}

describe('the app of a project that has installed this package', () => {
  it.each(['y', 'Yes', ' YES '])('runs after its command was shown and the answer %j', async (answer) => {
    const { said, terminal } = terminalOf(answer);

    await confirmApp(project, { isAgreed: false, terminal, sources: installed });

    expect(said).toEqual([`synthesising runs the app's command in ${root}: npx ts-node main.ts`, 'run it? [y/N]']);
  });

  it.each(['', 'n', 'yesterday'])('does not run after the answer %j', async (answer) => {
    const { terminal } = terminalOf(answer);

    await expect(confirmApp(project, { isAgreed: false, terminal, sources: installed })).rejects.toThrow(
      'the app was not synthesised',
    );
  });

  it.each([
    ['copied into node_modules', installed],
    ['a link in node_modules to another project', join(root, 'node_modules', 'foreign')],
    ['outside of the project', elsewhere],
  ])('does not run without a terminal, %s, and the error names the command and --yes', async (_where, sources) => {
    const { said, terminal } = terminalOf(undefined);

    await expect(confirmApp(project, { isAgreed: false, terminal, sources })).rejects.toThrow(
      `synthesising runs the app's command in ${root}: npx ts-node main.ts; allow it with --yes`,
    );
    expect(said).toEqual([]);
  });

  it('runs without a question with --yes', async () => {
    const { said, terminal } = terminalOf(undefined);

    await confirmApp(project, { isAgreed: true, terminal, sources: installed });

    expect(said).toEqual([]);
  });
});

describe('the app of the project that has the sources of this package', () => {
  it.each([
    ['a folder of it', linked],
    ['a link in node_modules to a folder of it', join(root, 'node_modules', 'linked')],
  ])('runs without a question, %s', async (_where, sources) => {
    const { said, terminal } = terminalOf(undefined);

    await confirmApp(project, { isAgreed: false, terminal, sources });

    expect(said).toEqual([]);
  });

  it('is the one of this repository', async () => {
    const { terminal } = terminalOf(undefined);
    const repository = join(__dirname, '..', '..', '..', '..');

    await expect(confirmApp({ ...project, root: repository }, { isAgreed: false, terminal })).resolves.toBeUndefined();
    await expect(confirmApp(project, { isAgreed: false, terminal })).rejects.toThrow('--yes');
  });
});
