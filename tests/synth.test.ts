import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../asl/definition';
import dataAddresses from '../stacks/data-addresses.json';
import { evaluatedByTerraform } from './synthesised-stacks/evaluated-by-terraform';
import { synthesise } from './synthesised-stacks/synthesise';
import {
  addressIn,
  dependenciesOf,
  statementsOf,
  stringsIn,
  SynthesisedStack,
  templatesIn,
} from './synthesised-stacks/synthesised-stack';

const synthesis = synthesise();
afterAll(() => synthesis.remove());

const dataTypes = ['aws_s3_bucket', 'aws_dynamodb_table', 'aws_sqs_queue'];
const list = <Item>(value: Item | readonly Item[] | undefined): readonly Item[] =>
  value === undefined ? [] : ([value].flat() as readonly Item[]);

it('synthesises every environment and says nothing', () => {
  expect(synthesis).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const manifest = JSON.parse(readFileSync(join(synthesis.folder, 'manifest.json'), 'utf8')) as { stacks: object };
  expect(Object.keys(manifest.stacks).sort()).toEqual(['dev', 'prod', 'staging']);
});

describe.each(['dev', 'staging', 'prod'] as const)('%s', (environment) => {
  const stack = new SynthesisedStack(join(synthesis.folder, 'stacks', environment));

  describe('can be applied anywhere', () => {
    it('has no partition, account or path of a machine in it', () => {
      expect(stack.text).not.toContain('arn:aws:');
      expect(stack.text).not.toMatch(/\b\d{12}\b/);
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

    it('keeps its state beside the checkout, by a path that does not depend on where it lies', () => {
      expect(stack.json['terraform']).toMatchObject({
        backend: { local: { path: `../../../terraform.${environment}.tfstate` } },
      });
    });

    it('tags everything with its environment', () => {
      const tags = { environment, 'managed-by': 'terraform', project: 'document-pipelines' };
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
        // It sends no source when it assumes a role: tests/classify-text/synthesised-api.test.ts holds what those may do.
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
    it.each([
      'public_access_block',
      'ownership_controls',
      'server_side_encryption_configuration',
      'versioning',
      'policy',
      'lifecycle_configuration',
    ])('gives every bucket its %s', (companion) => {
      expect(stack.without({ type: `aws_s3_bucket_${companion}`, argument: 'bucket' }, 'aws_s3_bucket')).toEqual([]);
    });

    it('closes buckets to the public and keeps versions', () => {
      const closed = {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      };
      for (const block of stack.argumentsOf('aws_s3_bucket_public_access_block')) expect(block).toMatchObject(closed);
      for (const each of stack.argumentsOf('aws_s3_bucket_versioning')) {
        expect(each['versioning_configuration']).toEqual({ status: 'Enabled' });
      }
    });

    it('refuses calls without TLS to buckets, queues and topics', () => {
      expect(stack.without({ type: 'aws_sqs_queue_policy', argument: 'queue_url' }, 'aws_sqs_queue')).toEqual([]);
      expect(stack.without({ type: 'aws_sns_topic_policy', argument: 'arn' }, 'aws_sns_topic')).toEqual([]);
      const refusal = { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
      for (const policy of stack.ofType('aws_s3_bucket_policy', 'aws_sqs_queue_policy', 'aws_sns_topic_policy')) {
        expect(statementsOf(policy)).toContainEqual(expect.objectContaining(refusal));
      }
    });

    it('encrypts buckets, tables, queues and topics, and can restore the tables', () => {
      for (const encryption of stack.argumentsOf('aws_s3_bucket_server_side_encryption_configuration')) {
        expect(stringsIn(encryption)).toContain('AES256');
      }
      const restorable = { server_side_encryption: { enabled: true }, point_in_time_recovery: { enabled: true } };
      for (const table of stack.argumentsOf('aws_dynamodb_table')) expect(table).toMatchObject(restorable);
      const kept = { sqs_managed_sse_enabled: true, message_retention_seconds: 1_209_600 };
      for (const queue of stack.argumentsOf('aws_sqs_queue')) expect(queue).toMatchObject(kept);
      for (const topic of stack.argumentsOf('aws_sns_topic'))
        expect(topic['kms_master_key_id']).toBe('${aws_kms_key.topics.arn}');
    });

    it('has its data at the committed addresses: at another one it would be destroyed and made anew', () => {
      const addresses = stack.ofType(...dataTypes).map(({ address }) => address);
      expect(addresses.sort()).toEqual(dataAddresses[environment]);
    });

    it(environment === 'prod' ? 'refuses to destroy data' : 'can be destroyed without a trace', () => {
      const isKept = environment === 'prod';
      for (const given of stack.argumentsOf(...dataTypes))
        expect(given['lifecycle']).toEqual({ prevent_destroy: isKept });
      for (const bucket of stack.argumentsOf('aws_s3_bucket')) expect(bucket['force_destroy']).toBe(!isKept);
      for (const table of stack.argumentsOf('aws_dynamodb_table'))
        expect(table['deletion_protection_enabled']).toBe(isKept);
    });
  });

  describe('runs', () => {
    it.each(
      stack
        .ofType('aws_lambda_function')
        .map(({ address, arguments: given }) => [address.split('.')[1] as string, given] as const),
    )('gives %s its own role, log group, traces and zip', (name, given) => {
      expect(given).toMatchObject({
        publish: true,
        architectures: ['arm64'],
        role: `\${aws_iam_role.${name}.arn}`,
        logging_config: { log_format: 'JSON', log_group: `\${aws_cloudwatch_log_group.${name}.name}` },
        tracing_config: { mode: 'Active' },
      });
      const zip = readFileSync(join(stack.folder, String(given['filename'])));
      expect(createHash('sha256').update(zip).digest('base64')).toBe(given['source_code_hash']);
    });

    it('calls published versions of the functions that the definitions name', () => {
      const called = stack
        .argumentsOf('aws_sfn_state_machine')
        .flatMap((machine) => templatesIn(String(machine['definition'])))
        .filter((each) => each.startsWith('aws_lambda_function.'));
      expect(called.length).toBeGreaterThan(3);
      expect(called.filter((expression) => !expression.endsWith('.qualified_arn'))).toEqual([]);
    });

    it('logs every event of an execution without the data of documents, for a limited time, from a published version', () => {
      for (const { address, arguments: given } of stack.ofType('aws_sfn_state_machine')) {
        const name = address.split('.')[1];
        expect(given).toMatchObject({
          publish: true,
          logging_configuration: { level: 'ALL', include_execution_data: false },
          tracing_configuration: { enabled: true },
        });
        expect(given['depends_on']).toContain(`aws_iam_role_policy.${name}`);
        const version = `\${aws_sfn_state_machine.${name}.state_machine_version_arn}`;
        expect(stringsIn(stack.argumentsOf('aws_sfn_alias'))).toContain(version);
      }
      for (const group of stack.argumentsOf('aws_cloudwatch_log_group'))
        expect(group['retention_in_days']).toBeGreaterThan(0);
    });

    it('keeps what cannot be delivered, and lets each deliverer leave it', () => {
      const targets = stack.argumentsOf('aws_cloudwatch_event_target', 'aws_sns_topic_subscription');
      expect(targets).toHaveLength(3);
      for (const target of targets) expect(stringsIn(target).join()).toContain('${aws_sqs_queue.undelivered.arn}');
      const policies = stack.ofType('aws_sqs_queue_policy').filter(({ address }) => address.endsWith('.undelivered'));
      const admitted = policies
        .flatMap(statementsOf)
        .flatMap(({ Condition }) => Condition?.['ArnLike']?.['aws:SourceArn'] ?? []);
      const sources = [
        'aws_cloudwatch_event_rule.failed-executions',
        'aws_cloudwatch_event_rule.incoming-documents',
        'aws_sns_topic.textract-notices',
      ];
      expect(admitted.sort()).toEqual(sources.map((source) => `\${${source}.arn}`));
    });

    it("tells no function the machine's ARN, which would be a circle", () => {
      const told = stack.argumentsOf('aws_lambda_function').map(({ environment: given }) => JSON.stringify(given));
      expect(told.filter((text) => text.includes('stateMachine') || text.includes('aws_sfn'))).toEqual([]);
    });

    it('answers what tools ask for', () => {
      const everywhere = [
        'batch_inference_alias_arn',
        'batch_inference_arn',
        'batch_pipeline_alias_arn',
        'batch_pipeline_arn',
        'batch_pipeline_express_alias_arn',
        'batch_pipeline_express_arn',
        'callbacks_table_name',
        'classify_text_alias_arn',
        'classify_text_arn',
        'classify_text_default_api_key_id',
        'classify_text_url',
        'dead_letter_queue_url',
        'document_bucket_name',
        'document_pipeline_alias_arn',
        'document_pipeline_arn',
        'environment',
        'escalations_topic_arn',
        'ledger_table_name',
        'max_document_bytes',
        'region',
        'results_bucket_name',
        'review_api_endpoint',
        'review_decision_function_name',
        'reviews_topic_arn',
        'stored_topic_arn',
      ];
      const inDevOnly = [
        'agent_pipeline_alias_arn',
        'agent_pipeline_arn',
        'models_table_name',
        'published_models_topic_arn',
        'train_model_alias_arn',
        'train_model_arn',
      ];
      expect(Object.keys(stack.json['output'] as object).sort()).toEqual(
        [...everywhere, ...(environment === 'dev' ? inDevOnly : [])].sort(),
      );
    });
  });
});
