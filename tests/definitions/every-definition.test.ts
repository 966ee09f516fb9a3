import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkDefinition } from '@document-pipelines/asl/check';
import { deriveExecutionPolicy, lockChanges, toPolicyDocument } from '@document-pipelines/asl/iam';
import { loadDefinition } from '@document-pipelines/asl/load';
import { roleLockText } from '@document-pipelines/asl/named-files';

const folder = join(__dirname, '..', '..', 'definitions');
const files = readdirSync(folder).filter((name) => name.includes('.asl.'));
const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'm' };

describe.each(files)('%s', (file) => {
  const { definition } = loadDefinition(join(folder, file));

  it('has nothing to report', () => {
    expect(checkDefinition(definition!)).toEqual([]);
  });

  it('has a lock of its role, which is the same', () => {
    expect(roleLockText(join(folder, file))).toBeDefined();
    expect(lockChanges(definition!)).toEqual([]);
  });

  it('has a role that fits into an inline policy, every * with its reason', () => {
    const document = toPolicyDocument(deriveExecutionPolicy(definition!, {}, place, { logging: true, tracing: true }));
    expect(JSON.stringify(document).length).toBeLessThan(10_240);
    for (const { Sid, Resource } of document.Statement) {
      expect(Resource.includes('*')).toBe(Sid.startsWith('AnyResourceBecause'));
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
    }
    expect(document.Statement.every((statement) => !('reasons' in statement))).toBe(true);
  });
});
