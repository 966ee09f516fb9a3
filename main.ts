import { join } from 'node:path';
import { stderr } from './asl/terminal';
import { explained, loadStacks, startBundling, unlessUnchanged } from './stacks';

const root = __dirname;
const outputFolder = process.env['CDKTF_OUTDIR'] ?? join(root, 'cdktf.out');

explained(() =>
  unlessUnchanged(root, outputFolder, () => {
    const functionsFolder = join(root, 'functions');
    const bundling = startBundling({ root, functionsFolder, cacheFolder: join(root, '.cache', 'functions') });
    const { App, checkedDefinitions, loadEnvironments, PipelinesStack, withoutCreationStacks } = loadStacks();

    const environments = loadEnvironments(join(root, 'environments'), undefined, printWarning);
    const definitions = checkedDefinitions(join(root, 'definitions'));
    const bundles = bundling();

    const app = new App({ outdir: outputFolder, stackTraces: false });
    withoutCreationStacks(() => {
      for (const environment of environments) new PipelinesStack(app, { environment, definitions, bundles });
      app.synth();
    });
  }),
);

function printWarning(text: string): void {
  stderr.lines(text.split('\n'));
}
