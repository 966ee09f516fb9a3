import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandLine, programOf } from './command-line';

const registered: string[] = [];

function listed(name: string, description: string) {
  return {
    description,
    load: () => {
      registered.push(name);
      return (program: import('commander').Command) => void program.command(name).option('--deep', 'look deeper');
    },
  };
}

const commandLine: CommandLine = {
  name: 'tool',
  description: 'a tool',
  folder: __dirname,
  examples: '',
  commands: { look: listed('look', 'look at a thing'), turn: listed('turn', 'turn a thing') },
};

describe('a program', () => {
  beforeEach(() => registered.splice(0));

  it('lists the commands that are not called without loading them', () => {
    const help = programOf(commandLine, () => false).helpInformation();

    expect(help).toMatch(/look +look at a thing\n +turn +turn a thing/);
    expect(registered).toEqual([]);
  });

  it('loads the command that is called, and describes it in its own help', () => {
    const look = programOf(commandLine, (name) => name === 'look').commands.find((each) => each.name() === 'look');

    expect(registered).toEqual(['look']);
    expect(look?.helpInformation()).toMatch(/look at a thing.*--deep/s);
  });
});

describe('the version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'version-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is that of the nearest package.json above the code, as in a bundle in dist/', () => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'package.json'), '{"version": "4.5.6"}');

    expect(programOf({ ...commandLine, folder: join(folder, 'dist') }).version()).toBe('4.5.6');
  });

  it('is that of this package for its sources', () => {
    expect(programOf(commandLine).version()).toBe(require('../../package.json').version);
  });
});
