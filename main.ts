import { join } from 'node:path';
import { explained, loadStacks, unlessUnchanged } from './stacks';

const outputFolder = process.env['CDKTF_OUTDIR'] ?? join(__dirname, 'cdktf.out');

explained(() =>
  unlessUnchanged(__dirname, outputFolder, () => {
    const { App, bundleFunctions, checkedDefinition, DocumentPipelineStack, loadEnvironments } = loadStacks();

    const environments = loadEnvironments(join(__dirname, 'environments'));
    const definition = checkedDefinition(join(__dirname, 'definitions'), 'document-pipeline');
    const bundles = bundleFunctions({
      root: __dirname,
      functionsFolder: join(__dirname, 'functions'),
      cacheFolder: join(__dirname, '.cache', 'functions'),
    });

    const app = new App({ outdir: outputFolder, stackTraces: false });
    for (const environment of environments) new DocumentPipelineStack(app, { environment, definition, bundles });
    app.synth();
  }),
);
