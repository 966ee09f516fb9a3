import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentCache } from '@document-pipelines/asl/content-cache';
import { App } from 'cdktf';
import { loadEnvironments } from '../environments';
import { functionNames } from './function-bundles';
import { PipelinesStack } from './pipelines-stack';
import { checkedDefinitions } from './synthesis/checked-definitions';
import { withoutTokenTraces } from './synthesis/without-token-traces';

const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pipelines-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const definitions = checkedDefinitions(join(root, 'definitions'), contentCache(join(root, '.cache', 'definitions')));
const bundle = { zipPath: 'none', sha256Base64: 'none', handler: 'index.handler' } as const;
const bundles = Object.fromEntries(functionNames(join(root, 'functions')).map((name) => [name, bundle]));

describe.each(loadEnvironments(join(root, 'environments')).map((each) => [each.name, each] as const))(
  'the stack of %s',
  (_name, environment) => {
    const make = (more: object) => () =>
      withoutTokenTraces(() => {
        const app = new App({ outdir: folder, stackTraces: false });
        new PipelinesStack(app, { environment, bundles, definitions: { ...definitions, ...more } });
      });

    it('is made of the definitions that there are', () => {
      expect(make({})).not.toThrow();
    });

    it('rejects a definition of which it makes no state machine', () => {
      expect(make({ 'sort-mail': definitions['document-pipeline'] })).toThrow(
        /^definitions\/sort-mail\.asl\.yaml: no stack makes a state machine of this definition/,
      );
    });
  },
);
