import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAccountForTest } from '../../../../tests/fixtures/local-account-fixture';
import type { Shape } from '../../service';
import { createS3 } from '..';

const stateFolder = mkdtempSync(join(tmpdir(), 'multipart-'));
afterAll(() => rmSync(stateFolder, { recursive: true, force: true }));

const { service } = createS3({
  localAccount: localAccountForTest(stateFolder),
  policies: { authorise: () => ({ allowed: true }) },
  eventBus: { publish: async () => undefined },
  now: () => 0,
});
const named = { Bucket: 'docs', Key: 'a' };
const minimum = 5 * 1024 ** 2;

async function call(operation: string, input: Shape): Promise<Shape> {
  const found = service.operations[operation];
  if (found === undefined) throw new Error(operation);
  return found.run({ ...named, ...input }, { kind: 'operator' });
}

/** Uploads parts of these sizes, then completes the upload with the parts that `choose` returns. */
async function complete(
  sizes: readonly number[],
  choose = (parts: readonly Shape[]): readonly Shape[] => parts,
): Promise<Shape> {
  const { UploadId } = await call('CreateMultipartUpload', {});
  const parts: Shape[] = [];
  for (const [at, size] of sizes.entries()) {
    const { ETag } = await call('UploadPart', { UploadId, PartNumber: at + 1, Body: Buffer.alloc(size, at) });
    parts.push({ PartNumber: at + 1, ETag });
  }
  return call('CompleteMultipartUpload', { UploadId, MultipartUpload: { Parts: choose(parts) } });
}

beforeAll(() => call('CreateBucket', {}));

it('takes parts of 5 MiB, and a last one of any size', async () => {
  await expect(complete([minimum, 1])).resolves.toMatchObject({ ETag: expect.stringMatching(/-2"$/) });
  await expect(complete([1])).resolves.toMatchObject({ ETag: expect.stringMatching(/-1"$/) });
});

it('rejects a smaller part before the last', async () => {
  await expect(complete([minimum - 1, minimum])).rejects.toMatchObject({
    name: 'EntityTooSmall',
    message: 'Your proposed upload is smaller than the minimum allowed size',
    statusCode: 400,
  });
  await expect(complete([minimum, 1, 1])).rejects.toMatchObject({ name: 'EntityTooSmall' });
});

it('looks at order and entity tags before it looks at sizes', async () => {
  await expect(complete([1, 1], (parts) => [...parts].reverse())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete([1, 1], ([first, second]) => [first!, { ...second, ETag: '"0"' }])).rejects.toMatchObject({
    name: 'InvalidPart',
  });
  await expect(complete([1], (parts) => [...parts, { PartNumber: 2, ETag: '"0"' }])).rejects.toMatchObject({
    name: 'InvalidPart',
  });
});
