import { join } from 'node:path';
import { App } from 'cdktf';
import { loadEnvironments } from './environments';
import { checkedDefinition, DocumentPipelineStack, explained } from './stacks';
import { bundleFunctions } from './stacks/shim';

explained(() => {
  const environments = loadEnvironments(join(__dirname, 'environments'));
  const definition = checkedDefinition(join(__dirname, 'definitions'), 'document-pipeline');
  const bundles = bundleFunctions({
    root: __dirname,
    functionsFolder: join(__dirname, 'functions'),
    cacheFolder: join(__dirname, '.cache', 'functions'),
  });

  const app = new App({ outdir: process.env['CDKTF_OUTDIR'] ?? join(__dirname, 'cdktf.out'), stackTraces: false });
  for (const environment of environments) new DocumentPipelineStack(app, { environment, definition, bundles });
  app.synth();
});
