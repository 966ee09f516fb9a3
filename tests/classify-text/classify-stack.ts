import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentCache } from '@document-pipelines/asl/content-cache';
import { App, TerraformOutput } from 'cdktf';
import { type Environment, loadEnvironments } from '../../environments';
import { DeploymentTarget } from '../../stacks/deployment-target';
import { EnvironmentStack } from '../../stacks/environment-stack';
import { ClassifyText } from '../../stacks/pipelines/classify-text/classify-text';
import { checkedDefinitions } from '../../stacks/synthesis/checked-definitions';
import { withoutTokenTraces } from '../../stacks/synthesis/without-token-traces';

const root = join(__dirname, '..', '..');
const definitions = checkedDefinitions(join(root, 'definitions'), contentCache(join(root, '.cache', 'definitions')));

/** classify-text alone, as in dev except for the changes. */
class ClassifyStack extends EnvironmentStack {
  constructor(app: App, environment: Environment) {
    super(app, environment);
    const { outputs } = new ClassifyText(this, 'classify-text', {
      settings: {
        target: new DeploymentTarget(this, environment.name),
        logRetentionDays: environment.logRetentionDays,
        bundles: {},
      },
      environment,
      definition: definitions['classify-text']!,
    });
    for (const [name, value] of Object.entries(outputs)) new TerraformOutput(this, `output:${name}`, { value });
  }
}

/** Folders of what was synthesised, by its changes; removed with the process. */
const synthesised = new Map<string, string>();
process.once('exit', () => {
  for (const folder of synthesised.values()) rmSync(folder, { recursive: true, force: true });
});

/** Returns the folder of the synthesised stack, which is only read: it is synthesised once for the same changes. */
export function synthesisedClassifyText(change: Partial<Environment['classify']> = {}): string {
  const key = JSON.stringify(change);
  const folder = synthesised.get(key) ?? synthesise(change);
  synthesised.set(key, folder);
  return join(folder, 'stacks', 'dev');
}

function synthesise(change: Partial<Environment['classify']>): string {
  const folder = mkdtempSync(join(tmpdir(), 'classify-text-'));
  const [dev] = loadEnvironments(join(root, 'environments'), ['dev']) as [Environment];
  withoutTokenTraces(() => {
    const app = new App({ outdir: folder, stackTraces: false });
    new ClassifyStack(app, { ...dev, classify: { ...dev.classify, ...change } });
    app.synth();
  });
  return folder;
}
