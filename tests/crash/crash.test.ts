import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@document-pipelines/asl/interpreter';
import { type CrashProject, crashProject } from './crash-project';
import { inspectStores } from './inspect-stores';
import { runRound } from './run-round';

jest.setTimeout(300_000);

describe('a run that is killed over and over', () => {
  let project: CrashProject;
  beforeAll(() => {
    project = crashProject();
  });
  afterAll(() => project.remove());

  it('loses no document and does nothing twice', async () => {
    const told: string[] = [];
    const { next: random } = seededRandom(11);
    const result = await runRound({ project, round: 1, kills: 3, random, tell: (text) => told.push(text) });
    expect({ violations: result.violations, told: result.violations.length === 0 ? [] : told }).toEqual({
      violations: [],
      told: [],
    });
    expect(result.kills.length).toBeGreaterThan(0);
  });

  it('is told of by an inspection that sees what is lost, torn, repeated and left behind', async () => {
    const stateFolder = project.stateFolder(1);
    const bucket = readdirSync(join(stateFolder, 'objects')).find((name) => name.includes('-documents-')) ?? '';
    const version = { key: 'incoming/invoice.pdf', versionId: 'another', etag: '', sizeBytes: 0 };
    appendFileSync(
      join(stateFolder, 'objects', bucket, '.s3', 'journal.jsonl'),
      `${JSON.stringify({ put: version })}\n`,
    );
    writeFileSync(join(stateFolder, 'deliveries', 'owed.json'), '{}');
    const queue = join(stateFolder, 'queues', 'dev-dead-letters');
    mkdirSync(queue, { recursive: true });
    writeFileSync(join(queue, 'letter.json'), JSON.stringify({ body: 'a letter' }));

    expect(await inspectStores(stateFolder)).toEqual([
      'invoice.pdf: 2 versions in the bucket, not one',
      'a message is left in dev-dead-letters: a letter',
      expect.stringMatching(/^a delivery was not made: .*owed\.json$/),
    ]);
    appendFileSync(join(stateFolder, 'objects', bucket, '.s3', 'journal.jsonl'), '{"put": {');
    expect(await inspectStores(stateFolder)).toEqual([expect.stringMatching(/^the stores cannot be read: /)]);
  });
});
