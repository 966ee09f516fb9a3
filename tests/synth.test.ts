import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '../asl/definition';
import dataAddresses from '../stacks/data-addresses.json';

const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'synth-'));
const synthesis = spawnSync(process.execPath, ['-r', 'tsx/cjs', join(root, 'main.ts')], {
  env: { ...process.env, CDKTF_OUTDIR: folder },
  encoding: 'utf8',
});
const environments = ['dev', 'staging', 'prod'] as const;
afterAll(() => rmSync(folder, { recursive: true }));

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly arguments: JsonObject;
}

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Principal?: Json;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

function stackText(environment: string): string {
  return readFileSync(join(folder, 'stacks', environment, 'cdk.tf.json'), 'utf8');
}

function stackOf(environment: string): JsonObject {
  return JSON.parse(stackText(environment)) as JsonObject;
}

function resourcesOf(environment: string, block = 'resource'): Resource[] {
  const types = stackOf(environment)[block] as Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  return Object.entries(types).flatMap(([type, named]) =>
    Object.entries(named).map(([name, { '//': _, ...rest }]) => ({
      address: `${type}.${name}`,
      type,
      arguments: rest,
    })),
  );
}

function ofType(environment: string, ...types: readonly string[]): Resource[] {
  return resourcesOf(environment).filter(({ type }) => types.includes(type));
}

function addressesIn(environment: string): Set<string> {
  const data = resourcesOf(environment, 'data').map(({ address }) => `data.${address}`);
  return new Set([...resourcesOf(environment).map(({ address }) => address), ...data]);
}

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => stringsIn(item));
  return isJsonObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}

/** Whatever Terraform would evaluate in a text; `$${` and `%%{` are texts. */
function templatesIn(text: string): string[] {
  const expressions = text.replaceAll('$${', '').replaceAll('%%{', '');
  return [...expressions.matchAll(/\$\{([^}]*)\}/g), ...expressions.matchAll(/(%\{[^}]*)/g)].map(
    (match) => match[1] ?? '',
  );
}

const reference = /^(?<address>(data\.)?[a-z0-9_]+\.[a-z][a-z0-9-]*)\.[a-z_]+$/;

function referencesOf(resource: Resource): string[] {
  const inStrings = stringsIn(resource.arguments).flatMap(templatesIn);
  const inTemplates = inStrings.map((expression) => reference.exec(expression)?.groups?.['address'] ?? expression);
  return [...inTemplates, ...((resource.arguments['depends_on'] as string[] | undefined) ?? [])];
}

function statementsOf(resource: Resource): Statement[] {
  const texts = ['policy', 'assume_role_policy'].map((argument) => resource.arguments[argument]);
  return texts.flatMap((text) =>
    typeof text === 'string' ? (JSON.parse(text) as { Statement: Statement[] }).Statement : [],
  );
}

function list<Item>(value: Item | Item[] | undefined): Item[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** Addresses of a type's resources that belong to none of the `others`, by the argument that names the one they belong to. */
function without(environment: string, type: string, other: string, argument: string): string[] {
  const covered = ofType(environment, other).flatMap(({ arguments: { [argument]: text } }) =>
    templatesIn(String(text)),
  );
  const addresses = ofType(environment, type).map(({ address }) => address);
  return addresses.filter((address) => !covered.some((expression) => expression.startsWith(`${address}.`)));
}

it('synthesises every environment and says nothing', () => {
  expect({ status: synthesis.status, stdout: synthesis.stdout, stderr: synthesis.stderr }).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { stacks: object };
  expect(Object.keys(manifest.stacks).sort()).toEqual([...environments].sort());
});

describe.each(environments)('%s', (environment) => {
  describe('can be applied anywhere', () => {
    it('has no partition, account or path of a machine in it', () => {
      const text = stackText(environment);
      expect(text).not.toContain('arn:aws:');
      expect(text).not.toMatch(/\b\d{12}\b/);
      expect(text).not.toContain(root);
      expect(text).not.toContain(folder);
    });

    it('is written in the closed language: literals, templates, references to what exists', () => {
      const known = addressesIn(environment);
      const expressions = stringsIn(stackOf(environment)).flatMap(templatesIn);
      expect(expressions.length).toBeGreaterThan(100);
      expect(
        expressions.filter((expression) => !known.has(reference.exec(expression)?.groups?.['address'] ?? '')),
      ).toEqual([]);
      const data = resourcesOf(environment, 'data').map(({ address }) => address);
      expect(data).toEqual(['aws_caller_identity.current', 'aws_partition.current', 'aws_region.current']);
      const nested = resourcesOf(environment).filter(({ arguments: each }) => 'count' in each || 'for_each' in each);
      expect(nested).toEqual([]);
    });

    it('depends on nothing that is not there, and on nothing in a circle', () => {
      const resources = new Map(resourcesOf(environment).map((resource) => [resource.address, resource]));
      const done = new Set<string>();
      const visit = (address: string, path: readonly string[]): void => {
        const resource = resources.get(address);
        if (resource === undefined) throw new Error(`${path.at(-1)} depends on ${address}, which is not there`);
        if (path.includes(address)) throw new Error(`a circle: ${[...path, address].join(' -> ')}`);
        if (done.has(address)) return;
        const next = referencesOf(resource).filter((each) => !each.startsWith('data.') && each !== address);
        for (const each of next) visit(each, [...path, address]);
        done.add(address);
      };
      for (const address of resources.keys()) visit(address, []);
      expect(done.size).toBe(resources.size);
    });

    it('keeps its state beside the checkout, by a path that does not depend on where it lies', () => {
      const { backend } = stackOf(environment)['terraform'] as { backend: Json };
      expect(backend).toEqual({ local: { path: `../../../terraform.${environment}.tfstate` } });
    });

    it('tags everything with its environment', () => {
      const { aws } = stackOf(environment)['provider'] as { aws: JsonObject[] };
      const [{ tags } = {}] = (aws[0]?.['default_tags'] ?? []) as { tags?: JsonObject }[];
      expect(tags).toMatchObject({ environment, 'managed-by': 'terraform', project: 'document-pipelines' });
    });
  });

  describe('lets nobody do more than needed', () => {
    const policies = () =>
      resourcesOf(environment).flatMap((resource) =>
        statementsOf(resource).map((statement) => ({ at: resource.address, ...statement })),
      );

    it('gives a reason wherever any resource or every action is allowed', () => {
      const wide = policies().filter(
        ({ Effect, Action, Resource }) =>
          Effect === 'Allow' &&
          (list(Resource).includes('*') || list(Action).some((action) => /^\*$|:\*$/.test(action))),
      );
      expect(wide.length).toBeGreaterThan(0);
      expect(wide.filter(({ Sid }) => !/^Any[A-Za-z]*Because[A-Za-z]+$/.test(Sid ?? ''))).toEqual([]);
    });

    it('never allows by exclusion', () => {
      const inverted = policies().filter(
        (statement) => 'NotAction' in statement || 'NotResource' in statement || 'NotPrincipal' in statement,
      );
      expect(inverted).toEqual([]);
    });

    it('lets services act only for a source of this account', () => {
      const open = policies().filter(({ at, Effect, Principal, Condition }) => {
        const service = isJsonObject(Principal) ? Principal['Service'] : undefined;
        if (Effect !== 'Allow' || service === undefined || service === 'lambda.amazonaws.com') return false;
        return Condition?.['ArnLike']?.['aws:SourceArn'] === undefined && !at.startsWith('aws_kms_key.');
      });
      expect(open).toEqual([]);
      for (const { arguments: permission } of ofType(environment, 'aws_lambda_permission'))
        expect(permission['source_arn']).toBeDefined();
    });

    it('has no Sid twice in a policy, and none that IAM would refuse', () => {
      for (const resource of resourcesOf(environment)) {
        const sids = statementsOf(resource).map(({ Sid }) => Sid ?? '');
        expect(new Set(sids).size).toBe(sids.length);
        expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
      }
    });

    it("keeps a role's policies within IAM's 10,240 characters", () => {
      for (const { address, arguments: policy } of ofType(environment, 'aws_iam_role_policy')) {
        expect({ address, tooLong: String(policy['policy']).length > 10_240 }).toEqual({ address, tooLong: false });
      }
    });
  });

  describe('protects what it holds', () => {
    it('closes every bucket: public access, ownership, encryption, versions, TLS, lifecycle', () => {
      const companions = [
        'public_access_block',
        'ownership_controls',
        'server_side_encryption_configuration',
        'versioning',
        'policy',
        'lifecycle_configuration',
      ];
      for (const companion of companions) {
        expect(without(environment, 'aws_s3_bucket', `aws_s3_bucket_${companion}`, 'bucket')).toEqual([]);
      }
      for (const { arguments: block } of ofType(environment, 'aws_s3_bucket_public_access_block')) {
        expect(block).toMatchObject({
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        });
      }
      for (const {
        arguments: { versioning_configuration: each },
      } of ofType(environment, 'aws_s3_bucket_versioning')) {
        expect(each).toEqual({ status: 'Enabled' });
      }
    });

    it('refuses calls without TLS to buckets, queues and topics', () => {
      expect(without(environment, 'aws_sqs_queue', 'aws_sqs_queue_policy', 'queue_url')).toEqual([]);
      expect(without(environment, 'aws_sns_topic', 'aws_sns_topic_policy', 'arn')).toEqual([]);
      for (const resource of ofType(
        environment,
        'aws_s3_bucket_policy',
        'aws_sqs_queue_policy',
        'aws_sns_topic_policy',
      )) {
        expect(statementsOf(resource)).toContainEqual(
          expect.objectContaining({
            Effect: 'Deny',
            Principal: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        );
      }
    });

    it('encrypts tables, queues and topics, and can restore the tables', () => {
      for (const { arguments: table } of ofType(environment, 'aws_dynamodb_table')) {
        expect(table).toMatchObject({
          server_side_encryption: { enabled: true },
          point_in_time_recovery: { enabled: true },
        });
      }
      for (const { arguments: queue } of ofType(environment, 'aws_sqs_queue')) {
        expect(queue).toMatchObject({ sqs_managed_sse_enabled: true, message_retention_seconds: 1_209_600 });
      }
      for (const { arguments: topic } of ofType(environment, 'aws_sns_topic')) {
        expect(topic['kms_master_key_id']).toBe('${aws_kms_key.topics.arn}');
      }
    });

    it('has its data at the committed addresses: a renamed one would be destroyed and made anew', () => {
      const addresses = ofType(environment, 'aws_s3_bucket', 'aws_dynamodb_table', 'aws_sqs_queue').map(
        ({ address }) => address,
      );
      expect(addresses.sort()).toEqual(dataAddresses[environment]);
    });

    it(environment === 'prod' ? 'refuses to destroy data' : 'can be destroyed without a trace', () => {
      const isProtected = environment === 'prod';
      for (const { arguments: each } of ofType(environment, 'aws_s3_bucket', 'aws_dynamodb_table', 'aws_sqs_queue')) {
        expect(each['lifecycle']).toEqual({ prevent_destroy: isProtected });
      }
      for (const { arguments: each } of ofType(environment, 'aws_s3_bucket'))
        expect(each['force_destroy']).toBe(!isProtected);
      for (const { arguments: each } of ofType(environment, 'aws_dynamodb_table')) {
        expect(each['deletion_protection_enabled']).toBe(isProtected);
      }
    });
  });

  describe('runs', () => {
    it('gives every function its own role, log group and zip, and calls published versions', () => {
      const functions = ofType(environment, 'aws_lambda_function');
      expect(functions).toHaveLength(7);
      for (const { address, arguments: each } of functions) {
        const name = address.slice('aws_lambda_function.'.length);
        expect(each).toMatchObject({ publish: true, architectures: ['arm64'], role: `\${aws_iam_role.${name}.arn}` });
        expect(each['logging_config']).toMatchObject({
          log_format: 'JSON',
          log_group: `\${aws_cloudwatch_log_group.${name}.name}`,
        });
        expect(each['tracing_config']).toEqual({ mode: 'Active' });
        const zip = readFileSync(join(folder, 'stacks', environment, String(each['filename'])));
        expect(createHash('sha256').update(zip).digest('base64')).toBe(each['source_code_hash']);
      }
      const [machine] = ofType(environment, 'aws_sfn_state_machine');
      const called = templatesIn(String(machine?.arguments['definition'])).filter((expression) =>
        expression.startsWith('aws_lambda_function.'),
      );
      expect(new Set(called).size).toBe(4);
      expect(called.filter((expression) => !expression.endsWith('.qualified_arn'))).toEqual([]);
    });

    it('keeps logs for a limited time', () => {
      for (const { arguments: group } of ofType(environment, 'aws_cloudwatch_log_group')) {
        expect(group['retention_in_days']).toBeGreaterThan(0);
      }
    });

    it('logs every event of an execution without the data of documents, from a published version', () => {
      const [machine] = ofType(environment, 'aws_sfn_state_machine');
      expect(machine?.arguments).toMatchObject({
        publish: true,
        logging_configuration: { level: 'ALL', include_execution_data: false },
        tracing_configuration: { enabled: true },
        depends_on: ['aws_iam_role_policy.document-pipeline'],
      });
      const [alias] = ofType(environment, 'aws_sfn_alias');
      expect(stringsIn(alias?.arguments ?? {})).toContain(
        '${aws_sfn_state_machine.document-pipeline.state_machine_version_arn}',
      );
    });

    it('keeps what cannot be delivered, and lets each deliverer leave it', () => {
      const targets = ofType(environment, 'aws_cloudwatch_event_target', 'aws_sns_topic_subscription');
      expect(targets).toHaveLength(3);
      for (const target of targets)
        expect(stringsIn(target.arguments).join()).toContain('${aws_sqs_queue.undelivered.arn}');
      const [policy] = ofType(environment, 'aws_sqs_queue_policy').filter(({ address }) =>
        address.endsWith('.undelivered'),
      );
      const admitted =
        policy === undefined
          ? []
          : statementsOf(policy).flatMap(({ Condition }) => Condition?.['ArnLike']?.['aws:SourceArn'] ?? []);
      const sources = [
        'aws_cloudwatch_event_rule.failed-executions',
        'aws_cloudwatch_event_rule.incoming-documents',
        'aws_sns_topic.textract-notices',
      ];
      expect(admitted.sort()).toEqual(sources.map((source) => `\${${source}.arn}`));
    });

    it("holds no function to the machine's ARN, which would be a circle", () => {
      const functions = ofType(environment, 'aws_lambda_function').map(({ arguments: each }) =>
        JSON.stringify(each['environment']),
      );
      expect(functions.filter((text) => text.includes('stateMachine') || text.includes('aws_sfn'))).toEqual([]);
    });

    it('answers what tools ask for', () => {
      expect(Object.keys(stackOf(environment)['output'] as object).sort()).toEqual([
        'callbacks_table_name',
        'dead_letter_queue_url',
        'document_bucket_name',
        'document_pipeline_alias_arn',
        'document_pipeline_arn',
        'environment',
        'ledger_table_name',
        'max_document_bytes',
        'region',
        'results_bucket_name',
        'review_decision_function_name',
        'reviews_topic_arn',
        'stored_topic_arn',
      ]);
    });
  });

  it('is read by Terraform as it was meant, every text of it', () => {
    const texts = stringsIn(stackOf(environment)).map((text) => text.replace(/(?<!\$)\$\{[^}]*\}/g, 'reference'));
    const meant = texts.map((text) => text.replaceAll('$${', '${').replaceAll('%%{', '%{'));
    expect(evaluatedByTerraform(texts) ?? meant).toEqual(meant);
  });
});

/** What Terraform makes of template strings in its JSON syntax; undefined where there is no terraform on the PATH. */
function evaluatedByTerraform(texts: readonly string[]): string[] | undefined {
  const workingFolder = mkdtempSync(join(folder, 'console-'));
  writeFileSync(join(workingFolder, 'main.tf.json'), JSON.stringify({ locals: { texts } }));
  const options = { cwd: workingFolder, input: 'jsonencode(local.texts)\n', encoding: 'utf8' } as const;
  const { error, stdout } = spawnSync('terraform', ['console'], options);
  if (error !== undefined) return undefined;
  return JSON.parse(JSON.parse(stdout.slice(stdout.indexOf('"'))) as string) as string[];
}
