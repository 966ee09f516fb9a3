import { join } from 'node:path';
import { explained, loadStacks, startBundling, unlessUnchanged } from './stacks';

const root = __dirname;
const outputFolder = process.env['CDKTF_OUTDIR'] ?? join(root, 'cdktf.out');

explained(() =>
  unlessUnchanged(root, outputFolder, () => {
    const functionsFolder = join(root, 'functions');
    const bundling = startBundling({ root, functionsFolder, cacheFolder: join(root, '.cache', 'functions') });
    const { App, checkedDefinition, DocumentPipelineStack, loadEnvironments } = loadStacks();

    const environments = loadEnvironments(join(root, 'environments'));
    const definition = checkedDefinition(join(root, 'definitions'), 'document-pipeline');
    const bundles = bundling();

    const app = new App({ outdir: outputFolder, stackTraces: false });
    for (const environment of environments) new DocumentPipelineStack(app, { environment, definition, bundles });
    app.synth();
  }),
);
