import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stderr } from '@document-pipelines/asl/terminal';
import type { Project } from './project';
import { runCommand } from './run-command';
import { terraform } from './run-programs';

/**
 * The commands with the real Terraform, without a provider of AWS: each resource is Terraform's own `terraform_data`,
 * and a plan is read as if it were a table.
 */
const isInstalled = spawnSync('terraform', ['version']).error === undefined;
const withTerraform = isInstalled ? describe : describe.skip;

const root = mkdtempSync(join(tmpdir(), 'real-terraform-'));
const stack = join(root, 'cdktf.out', 'stacks', 'prod');
const printed: string[] = [];
let resources: Readonly<Record<string, object>> = {};
let moved: readonly object[] = [];
let backendPath = '../../../terraform.prod.tfstate';

const project: Project = {
  root,
  print: (text) => printed.push(text),
  synthesise: () => {
    mkdirSync(stack, { recursive: true });
    const settings = { backend: { local: { path: backendPath } } };
    const blocks = Object.keys(resources).length === 0 ? {} : { resource: { terraform_data: resources }, moved };
    writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ terraform: settings, ...blocks }));
  },
  terraform: (folder, parameters, output) => {
    const written = terraform(root, [`-chdir=${folder}`, ...parameters], output === 'print' ? 'return' : output);
    return parameters[0] === 'show' ? written.replaceAll('terraform_data', 'aws_dynamodb_table') : written;
  },
  executions: () => {
    throw new Error('there are no state machines');
  },
  confirm: async () => true,
};

const environment = readFileSync(join(__dirname, '..', '..', 'environments', 'prod.yaml'), 'utf8');
const plan = () => runCommand(project, ['plan', 'prod']);
const apply = () => runCommand(project, ['apply', 'prod']);
const migrate = () => runCommand(project, ['state', 'migrate', 'prod']);
const errorOf = (run: Promise<void>) =>
  run.then(
    () => undefined,
    (error: unknown) => error,
  );

const ledger = { input: 'rows', lifecycle: { prevent_destroy: true } };
const other = { input: 'same', triggers_replace: 'one' };

const configFile = process.env['TF_CLI_CONFIG_FILE'];
/** The project after the first apply. */
const applied = `${root}-applied`;

beforeAll(async () => {
  delete process.env['TF_CLI_CONFIG_FILE'];
  mkdirSync(join(root, 'environments'), { recursive: true });
  writeFileSync(join(root, 'environments', 'prod.yaml'), environment);
  resources = { ledger, other };
  if (isInstalled) await plan().then(apply);
  cpSync(root, applied, { recursive: true });
});
beforeEach(() => {
  jest.spyOn(stderr, 'lines').mockImplementation(() => undefined);
  rmSync(root, { recursive: true });
  cpSync(applied, root, { recursive: true });
  [resources, moved, backendPath] = [{ ledger, other }, [], '../../../terraform.prod.tfstate'];
  printed.length = 0;
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  if (configFile !== undefined) process.env['TF_CLI_CONFIG_FILE'] = configFile;
  for (const folder of [root, applied]) rmSync(folder, { recursive: true });
});

withTerraform('with Terraform on the PATH, a plan of protected data', () => {
  it.each([
    [
      'is renamed',
      { documents: ledger, other },
      'aws_dynamodb_table.ledger would be destroyed: the stacks no longer have this address',
    ],
    ['is removed', { other }, 'aws_dynamodb_table.ledger would be destroyed: the stacks no longer have this address'],
    [
      'is replaced',
      { ledger, other: { ...other, triggers_replace: 'two' } },
      'aws_dynamodb_table.other would be replaced: triggers_replace cannot be changed in place',
    ],
  ])('is refused if a table %s', async (_, changed, loss) => {
    resources = changed;
    const error = await errorOf(plan());
    expect(error).toMatchObject({ name: 'UserError', message: expect.stringContaining(`\n  ${loss}\n`) });
    expect(existsSync(join(stack, 'prod.tfplan'))).toBe(false);
    expect(printed.join('\n')).toMatch(/Plan: \d to add, 0 to change, 1 to destroy\./);
  });

  it('is refused by Terraform itself as long as the block is there', async () => {
    resources = { ledger: { ...ledger, triggers_replace: 'two' }, other };
    expect(await errorOf(plan())).toMatchObject({ name: 'TerraformFailed' });
    expect(existsSync(join(stack, 'prod.tfplan'))).toBe(false);
  });

  it('is saved if a `moved` block moves the table, and only its owner may read what it holds', async () => {
    resources = { documents: ledger, other };
    moved = [{ from: 'terraform_data.ledger', to: 'terraform_data.documents' }];
    await plan();
    expect(printed).toContain('  move     aws_dynamodb_table.ledger -> aws_dynamodb_table.documents');
    expect(statSync(join(stack, 'prod.tfplan.txt')).mode & 0o077).toBe(0);
    await apply();
    printed.length = 0;
    await plan();
    expect(printed.slice(-2)).toEqual(['No changes.', 'There is nothing to apply.']);
  });
});

withTerraform('with Terraform on the PATH, an apply', () => {
  it('that is stale names the next command', async () => {
    resources = { ...resources, queue: { input: 'new' } };
    await plan();
    for (const file of ['prod.tfplan', 'prod.tfplan.sha256']) copyFileSync(join(stack, file), join(root, file));
    await apply();
    for (const file of ['prod.tfplan', 'prod.tfplan.sha256']) copyFileSync(join(root, file), join(stack, file));
    expect(await errorOf(apply())).toMatchObject({
      name: 'TerraformFailed',
      help: 'the state of prod has changed since the plan, by another apply or by one that failed; plan again: npm run plan -- prod',
    });
  });

  it('that fails in the middle names the next command, and is stale after that', async () => {
    const failing = { input: 'new', provisioner: [{ 'local-exec': { command: 'exit 1' } }] };
    resources = { ...resources, queue: failing, topic: { input: 'new' } };
    await plan();
    expect(await errorOf(apply())).toMatchObject({
      help: expect.stringContaining('plan the rest: npm run plan -- prod'),
    });
    expect(await errorOf(apply())).toMatchObject({ help: expect.stringContaining('has changed since the plan') });
  });
});

withTerraform('with Terraform on the PATH, a state', () => {
  const target = join(root, 'moved.tfstate');
  const states = { source: join(root, 'terraform.prod.tfstate'), former: join(root, 'terraform.prod.moved.tfstate') };

  beforeEach(() => {
    backendPath = '../../../moved.tfstate';
  });

  it('is not planned for in a new backend before it is moved there', async () => {
    const error = await errorOf(plan());
    expect(error).toMatchObject({
      message: expect.stringContaining(`the state of prod is in ${states.source}`),
      help: 'run npm run state -- migrate prod',
    });
  });

  it.each([
    ['whose backend Terraform has recorded', () => undefined],
    ['of a fresh checkout', () => rmSync(join(root, 'cdktf.out'), { recursive: true })],
  ])('%s is moved, and the plan has no changes', async (_, prepare) => {
    prepare();
    await migrate();
    expect(printed).toEqual([
      `The state of prod (2 resources) is in ${target}.`,
      'The former file is now terraform.prod.moved.tfstate. It contains the API keys: remove it when you no longer need it.',
      'Check that the plan shows no changes: npm run plan -- prod',
    ]);
    expect([existsSync(states.source), existsSync(states.former)]).toEqual([false, true]);
    await plan();
    expect(printed.slice(-2)).toEqual(['No changes.', 'There is nothing to apply.']);
  });

  it('is not moved onto another one', async () => {
    const other = readFileSync(states.source, 'utf8').replace(/"lineage": "[^"]*"/, '"lineage": "another"');
    writeFileSync(target, other);
    expect(await errorOf(migrate())).toMatchObject({
      message: expect.stringContaining(`${target} holds another state, with 2 resources: nothing is moved`),
    });
    expect(readFileSync(target, 'utf8')).toBe(other);
    expect(existsSync(states.source)).toBe(true);
  });

  it('that an earlier move has copied is only set aside', async () => {
    copyFileSync(states.source, target);
    await migrate();
    expect(printed[0]).toBe(`The state of prod is in ${target}.`);
    expect(existsSync(states.former)).toBe(true);
  });

  it('without resources is left where it is', async () => {
    resources = {};
    backendPath = '../../../terraform.prod.tfstate';
    writeFileSync(
      join(root, 'environments', 'prod.yaml'),
      environment.replace('protectData: true', 'protectData: false'),
    );
    await plan();
    await apply();
    printed.length = 0;
    backendPath = '../../../moved.tfstate';
    await migrate();
    expect(printed[0]).toBe(`${states.source} has no resources: prod now uses ${target}.`);
  });

  it('cannot be moved without a stateBucket', async () => {
    backendPath = '../../../terraform.prod.tfstate';
    expect(await errorOf(migrate())).toMatchObject({
      message: expect.stringContaining('environments/prod.yaml has no `stateBucket`'),
    });
  });
});
