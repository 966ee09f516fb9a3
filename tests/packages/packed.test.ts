import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../source-files';
import { askPage, wrongWith } from './ask-page';
import { type InstalledPackages, installPackages } from './installed-packages';

jest.setTimeout(180_000);

let installed: InstalledPackages;

beforeAll(async () => {
  installed = await installPackages(join(root, '.cache', 'installed'));
});

const packageOf = (name: string) => join(installed.folder, 'node_modules', '@document-pipelines', name);
const publishedFile = (name: string) => JSON.parse(readFileSync(join(packageOf(name), 'package.json'), 'utf8'));

describe('the published packages', () => {
  it.each(['asl', 'local-aws'])('%s: entries and command are JavaScript, licence and notices come along', (name) => {
    const { exports, dependencies } = publishedFile(name);
    const files = readdirSync(packageOf(name), { recursive: true, encoding: 'utf8' });

    for (const entry of Object.values<string>(exports)) expect(files).toContain(entry.slice(2));
    expect(files.filter((file) => file.endsWith('.ts'))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'NOTICE', 'README.md']));
    expect(Object.keys(dependencies)).not.toEqual(expect.arrayContaining([expect.stringMatching(/tsx|esbuild/)]));
  });

  it('local-aws depends on this very version of asl, which is not inside', () => {
    const { version } = publishedFile('asl');
    expect(publishedFile('local-aws').dependencies['@document-pipelines/asl']).toBe(version);
    expect(publishedFile('asl').peerDependencies).toEqual({ '@document-pipelines/local-aws': version });
    const isolated = readFileSync(join(packageOf('local-aws'), 'dist', 'all.js'), 'utf8');
    expect(isolated).not.toMatch(/asl\/src\/language/);
    expect(isolated).toContain('require("@document-pipelines/asl/diagnostics")');
  });

  it('hold the notice of what is bundled', () => {
    expect(readFileSync(join(packageOf('asl'), 'NOTICE'), 'utf8')).toMatch(
      /hyparquet, whose code is in dist\/:\n\n.*MIT/s,
    );
  });
});

describe('the published command', () => {
  it('checks, tests and prices a definition', () => {
    expect(installed.asl('check')).toMatchObject({ status: 0, stdout: '1 definition checked, no problems found\n' });
    expect(installed.asl('test').stdout).toContain('the case passed');
    expect(installed.asl('cost', 'greeting').stdout).toContain('greets by name');
  });

  it('checks again from its cache, and describes rules to code scanning', () => {
    const run = () => installed.asl('check', '--format', 'sarif', '--type', 'EXPRESS').stdout;
    expect(run()).toBe(run());
    expect(JSON.parse(run()).runs[0].tool.driver.name).toBe('asl');
  });

  it('runs a case, derives the role and draws', () => {
    const run = installed.asl('run', 'greeting', '--case', 'greets by name');
    expect(run.stdout).toContain('Hello, Ada');
    expect(installed.asl('iam', 'greeting').stdout).toContain('lambda:InvokeFunction');
    expect(installed.asl('graph', 'greeting').stdout).toMatch(/^<svg/);
    expect(installed.asl('graph', 'greeting', '--format', 'html').stdout).toContain('license');
  });

  it('ends with a diagnostic and 1 for a mistake, with help and 2 for a command that cannot run', () => {
    const missing = installed.asl('check', 'none');
    expect(missing).toMatchObject({ status: 2 });
    expect(missing.stderr).toMatch(/^error: .*none/);
    expect(missing.stderr).not.toContain('this is a defect');
  });

  const run = ['local', 'run', 'greeting', '--env', 'greetings', '--input', '{"name":"Ada"}', '--json'];

  it('runs the stack of another CDKTF app: its function, its policy, and no model', () => {
    const ended = installed.asl(...run, '--yes', '--without', 'aws_vpc_endpoint');
    expect(ended.stderr).toContain('no model instead of Bedrock');
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'SUCCEEDED', output: { greeting: 'Hello, Ada' } });
  });

  it('does not run the code of the app without being told to, and names what it does not implement', () => {
    const unasked = installed.asl(...run);
    expect(unasked).toMatchObject({ status: 2, stdout: '' });
    expect(unasked.stderr).toMatch(/node main\.js[\s\S]*--yes/);
    const unknown = installed.asl(...run, '--yes');
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toContain('--without aws_vpc_endpoint');
  });

  it('serves the page with its bundled scripts, and checks definitions in a thread', async () => {
    const command = join(packageOf('asl'), 'dist', 'asl.js');
    expect(wrongWith(await askPage({ node: process.execPath, command, folder: installed.folder }))).toEqual([]);
  });

  it('prints its version', () => {
    expect(installed.asl('--version').stdout).toBe(`${publishedFile('asl').version}\n`);
  });

  it('has the same bytes each time it is packed', async () => {
    const digests = () =>
      ['asl', 'local-aws'].map((name) =>
        createHash('sha256')
          .update(readFileSync(join(packageOf(name), 'dist', 'all.js')))
          .digest('hex'),
      );
    const before = digests();
    installed = await installPackages(installed.folder);
    expect(digests()).toEqual(before);
  });
});
