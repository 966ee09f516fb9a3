import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Backend, backendRecord, backendToMoveFrom, describeBackend } from './backends';

const root = mkdtempSync(join(tmpdir(), 'backends-'));
const stack = join(root, 'cdktf.out', 'stacks', 'dev');
const localFile = join(root, 'terraform.dev.tfstate');

const local = { path: '../../../terraform.dev.tfstate' };
const s3 = { bucket: 'states', region: 'eu-west-1', key: 'document-pipelines/dev.tfstate', use_lockfile: true };
const resources = JSON.stringify({ resources: [{ mode: 'managed' }] });

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** As Terraform records a backend: with each argument that it could have. */
function record(type: string, config: object): void {
  write(backendRecord(stack), JSON.stringify({ backend: { type, config: { ...config, acl: null }, hash: 1 } }));
}

function synthesise(backend: object): void {
  write(join(stack, 'cdk.tf.json'), JSON.stringify({ terraform: { backend } }));
}

function found(): string | undefined {
  const backend = backendToMoveFrom(root, stack, 'dev');
  return backend && describeBackend(backend);
}

beforeEach(() => rmSync(root, { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('backendToMoveFrom', () => {
  it('is undefined if the recorded backend is that of the stack, whatever else Terraform records', () => {
    synthesise({ s3 });
    record('s3', { ...s3, workspace_key_prefix: 'env:' });
    expect(found()).toBeUndefined();
    synthesise({ local });
    record('local', local);
    write(localFile, resources);
    expect(found()).toBeUndefined();
  });

  it.each([
    ['bucket', { ...s3, bucket: 'former' }, 's3://former/document-pipelines/dev.tfstate'],
    ['key', { ...s3, key: 'former.tfstate' }, 's3://states/former.tfstate'],
  ])('is the recorded backend if its %s is another one', (_, recorded, expected) => {
    synthesise({ s3 });
    record('s3', recorded);
    expect(found()).toBe(expected);
  });

  it('is the recorded bucket if the stack keeps its state in a file again', () => {
    synthesise({ local });
    record('s3', s3);
    expect(found()).toBe('s3://states/document-pipelines/dev.tfstate');
  });

  it.each([
    ['of a fresh checkout', () => undefined],
    ['that was copied to a checkout which uses the bucket', () => record('s3', s3)],
  ])('is the local file %s, if it has resources', (_, prepare) => {
    synthesise({ s3 });
    prepare();
    expect(found()).toBeUndefined();
    for (const empty of ['', JSON.stringify({ resources: [] }), JSON.stringify({ resources: [{ mode: 'data' }] })]) {
      write(localFile, empty);
      expect(found()).toBeUndefined();
    }
    write(localFile, resources);
    expect(found()).toBe(localFile);
  });
});

describe('describeBackend', () => {
  it('names the type of a backend that the stacks do not use', () => {
    const backend: Backend = { type: 'http', config: {} };
    expect(describeBackend(backend)).toBe('the backend http');
  });
});
