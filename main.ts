import { join } from 'node:path';
import { App } from 'cdktf';
import { loadEnvironments } from './environments';
import { bundleFunctions } from './stacks/shim';
import { checkedDefinition, DocumentPipelineStack } from './stacks';

const root = __dirname;
const environments = loadEnvironments(join(root, 'environments'));
const definition = checkedDefinition(join(root, 'definitions'), 'document-pipeline');
const bundles = bundleFunctions({
  root,
  functionsFolder: join(root, 'functions'),
  cacheFolder: join(root, '.cache', 'functions'),
});

const app = new App({ stackTraces: false });
for (const environment of environments) new DocumentPipelineStack(app, { environment, definition, bundles });
app.synth();
