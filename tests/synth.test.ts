import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '@document-pipelines/asl/definition';
import { type Environment, environmentNames, loadEnvironments } from '../environments';
import dataAddresses from '../stacks/data-addresses.json';
import { dataTypes } from '../stacks/terraform/plan/data-losses';
import { evaluatedByTerraform } from './synthesised-stacks/evaluated-by-terraform';
import { synthesise } from './synthesised-stacks/synthesise';
import {
  addressIn,
  dependenciesOf,
  nameIn,
  SynthesisedStack,
  statementsOf,
  stringsIn,
  templatesIn,
} from './synthesised-stacks/synthesised-stack';

const environmentsFolder = join(__dirname, '..', 'environments');
const synthesis = synthesise();
afterAll(() => synthesis.remove());

const list = <Item>(value: Item | readonly Item[] | undefined): readonly Item[] =>
  value === undefined ? [] : ([value].flat() as readonly Item[]);

it('synthesises every environment, and only warns of those whose alarms notify no one', () => {
  expect(synthesis).toMatchObject({ status: 0, stdout: '' });
  const silent = loadEnvironments(environmentsFolder).filter(({ alarms }) => alarms === undefined);
  expect(synthesis.stderr.match(/^environments\/.*/gm)).toEqual(
    silent.map(({ name }) =>
      expect.stringMatching(new RegExp(`^environments/${name}\\.yaml:3:1: warning: .* \\[alarms-notify-no-one\\]$`)),
    ),
  );
  const manifest = JSON.parse(readFileSync(join(synthesis.folder, 'manifest.json'), 'utf8')) as { stacks: object };
  expect(Object.keys(manifest.stacks).sort()).toEqual(environmentNames(environmentsFolder));
});

describe.each(loadEnvironments(environmentsFolder).map((each) => [each.name, each] as const))(
  '%s',
  (environment, settings) => {
    const stack = new SynthesisedStack(join(synthesis.folder, 'stacks', environment));

    describe('can be applied anywhere', () => {
      it('has no partition, path of a machine or account in it, other than those it may be applied to', () => {
        expect(stack.text).not.toContain('arn:aws:');
        const accounts = stack.text.match(/\b\d{12}\b/g) ?? [];
        expect(accounts).toEqual(settings.allowedAccountIds ?? []);
        expect(stack.text).not.toContain(synthesis.root);
        expect(stack.text).not.toContain(synthesis.folder);
      });

      it('is written in the closed language: literals, templates, references to what exists', () => {
        const known = [...stack.resources, ...stack.data].map(({ address }) => address);
        const expressions = stringsIn(stack.json).flatMap(templatesIn);
        expect(expressions.length).toBeGreaterThan(100);
        expect(expressions.filter((expression) => !known.includes(addressIn(expression) ?? ''))).toEqual([]);
        const asked = ['aws_caller_identity', 'aws_partition', 'aws_region'].map((type) => `data.${type}.current`);
        expect(stack.data.map(({ address }) => address)).toEqual(asked);
        expect(stack.resources.filter(({ arguments: given }) => 'count' in given || 'for_each' in given)).toEqual([]);
      });

      it('depends on nothing that is not there, and on nothing in a circle', () => {
        const resources = new Map(stack.resources.map((resource) => [resource.address, resource]));
        const done = new Set<string>();
        const visit = (address: string, path: readonly string[]): void => {
          const resource = resources.get(address);
          if (resource === undefined) throw new Error(`${path.at(-1)} depends on ${address}, which is not there`);
          if (path.includes(address)) throw new Error(`a circle: ${[...path, address].join(' -> ')}`);
          if (done.has(address)) return;
          const next = dependenciesOf(resource).filter((each) => !each.startsWith('data.') && each !== address);
          for (const each of next) visit(each, [...path, address]);
          done.add(address);
        };
        for (const address of resources.keys()) visit(address, []);
        expect(done.size).toBe(resources.size);
      });

      it('keeps its state in its bucket, or beside the checkout by a path that does not depend on where it lies', () => {
        expect(stack.json['terraform']).toMatchObject({
          backend:
            settings.stateBucket === undefined
              ? { local: { path: `../../../terraform.${environment}.tfstate` } }
              : { s3: { bucket: settings.stateBucket.name, key: `document-pipelines/${environment}.tfstate` } },
        });
      });

      it('tags everything with its environment', () => {
        const tags = { ...settings.tags, environment, 'managed-by': 'terraform' };
        expect(stack.json['provider']).toMatchObject({ aws: [{ default_tags: [{ tags }] }] });
      });

      it('is read by Terraform as it was meant, every text of it', () => {
        const texts = stringsIn(stack.json).map((text) => text.replace(/(?<!\$)\$\{[^}]*\}/g, 'reference'));
        const meant = texts.map((text) => text.replaceAll('$${', '${').replaceAll('%%{', '%{'));
        expect(evaluatedByTerraform(texts) ?? meant).toEqual(meant);
      });
    });

    describe('lets nobody do more than needed', () => {
      it('gives a reason wherever any resource or every action is allowed', () => {
        const isWide = (each: { Action: string | readonly string[]; Resource?: string | readonly string[] }) =>
          list(each.Resource).includes('*') || list(each.Action).some((action) => /^\*$|:\*$/.test(action));
        const wide = stack.statements().filter((each) => each.Effect === 'Allow' && isWide(each));
        expect(wide.length).toBeGreaterThan(0);
        expect(wide.filter(({ Sid }) => !/^Any[A-Za-z0-9]*Because[A-Za-z0-9]+$/.test(Sid ?? ''))).toEqual([]);
      });

      it('never allows by exclusion', () => {
        const exclusions = ['NotAction', 'NotResource', 'NotPrincipal'];
        expect(stack.statements().filter((each) => exclusions.some((key) => key in each))).toEqual([]);
      });

      it('lets services act only for a source of this account', () => {
        const open = stack.statements().filter(({ Effect, Principal, Condition = {} }) => {
          const service = isJsonObject(Principal) ? Principal['Service'] : undefined;
          if (Effect !== 'Allow' || service === undefined || service === 'lambda.amazonaws.com') return false;
          // It sends no source when it assumes a role: tests/classify-text/synthesised-api.test.ts checks their permissions.
          if (service === 'apigateway.amazonaws.com') return false;
          const keys = Object.values(Condition).flatMap((keysOfOne) => Object.keys(keysOfOne));
          return !keys.includes('aws:SourceArn') && !keys.includes('aws:SourceAccount');
        });
        expect(open).toEqual([]);
        for (const permission of stack.argumentsOf('aws_lambda_permission'))
          expect(permission['source_arn']).toBeDefined();
      });

      it('has no Sid twice in a policy, none that IAM would refuse, and no policy beyond its 10,240 characters', () => {
        for (const resource of stack.resources) {
          const sids = statementsOf(resource).map(({ Sid }) => Sid ?? '');
          expect(new Set(sids).size).toBe(sids.length);
          expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
        }
        const lengths = stack.argumentsOf('aws_iam_role_policy').map(({ policy }) => String(policy).length);
        expect(Math.max(...lengths)).toBeLessThan(10_240);
      });
    });

    describe('protects what it holds', () => {
      it('has its data at the committed addresses: at another one it would be destroyed and made anew', () => {
        const addresses = stack.ofType(...dataTypes).map(({ address }) => address);
        expect(addresses.sort()).toEqual(addressesOf(settings).sort());
      });
    });

    describe('runs', () => {
      it.each(
        stack
          .ofType('aws_lambda_function')
          .map(({ address, arguments: given }) => [address.split('.')[1] as string, given] as const),
      )('gives %s the zip of its digest', (_name, given) => {
        const zip = readFileSync(join(stack.folder, String(given['filename'])));
        expect(createHash('sha256').update(zip).digest('base64')).toBe(given['source_code_hash']);
      });

      it("tells no function the machine's ARN, which would be a circle", () => {
        const told = stack.argumentsOf('aws_lambda_function').map(({ environment: given }) => JSON.stringify(given));
        expect(told.filter((text) => text.includes('stateMachine') || text.includes('aws_sfn'))).toEqual([]);
      });

      it('answers what tools ask for', () => {
        const machines = stack
          .ofType('aws_sfn_state_machine')
          .map(({ address }) => nameIn(address).replaceAll('-', '_'));
        const always = [
          'alarms_topic_arn',
          'callbacks_table_name',
          'classify_text_url',
          'dead_letter_queue_url',
          'document_bucket_name',
          'environment',
          'escalations_topic_arn',
          'ledger_table_name',
          'max_document_bytes',
          'operator_data_policy_arn',
          'operator_read_policy_arn',
          'operator_write_policy_arn',
          'region',
          'reminder_group_name',
          'results_bucket_name',
          'review_api_endpoint',
          'review_decision_function_name',
          'reviews_topic_arn',
          'stored_topic_arn',
          ...settings.classify.clients.map((client) => `classify_text_${client.replaceAll('-', '_')}_api_key_id`),
          ...machines.flatMap((name) => [`${name}_alias_arn`, `${name}_arn`]),
        ];
        const ofTraining = ['models_table_name', 'published_models_topic_arn'];
        expect(Object.keys(stack.json['output'] as object).sort()).toEqual(
          [...always, ...(settings.training === undefined ? [] : ofTraining)].sort(),
        );
      });
    });
  },
);

/** The addresses of data that an environment has: those of all, and those of the optional sections that it has. */
function addressesOf(settings: Environment): string[] {
  const { always, ...ofSections } = dataAddresses;
  const sections = Object.entries(ofSections).filter(([section]) => section in settings);
  return [...always, ...sections.flatMap(([, addresses]) => addresses)];
}
