import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../definition';
import { parseDefinition } from '../load';
import { checkDefinition } from './check-definition';
import type { StateMachineType } from './checked-definition';

/** A definition and whether AWS accepts it: one JSON object per line, in any folder that ASL_CORPUS names. */
interface CorpusRecord {
  readonly id: string;
  readonly definition: Json;
  /** The same with resources that every checker accepts as valid. */
  readonly isolated_definition?: Json;
  readonly valid: boolean;
  readonly state_machine_type?: StateMachineType;
}

const folder = process.env['ASL_CORPUS'];
const what = folder === undefined ? 'no corpus: ASL_CORPUS names no folder' : folder;

function recordsOf(name: string): CorpusRecord[] {
  const file = folder === undefined ? undefined : join(folder, name);
  if (file === undefined || !existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as CorpusRecord);
}

function isTaken({ definition, isolated_definition = definition, state_machine_type }: CorpusRecord): boolean {
  const parsed = parseDefinition(JSON.stringify(isolated_definition), 'x.asl.json').definition!;
  return checkDefinition(parsed, { type: state_machine_type }).every(({ severity }) => severity === 'warning');
}

describe(`checkDefinition over ${what}`, () => {
  it('raises no false alarm', () => {
    const records = ['valid.jsonl', 'extra-localstack-valid.jsonl'].flatMap(recordsOf);
    expect(records.filter((record) => !isTaken(record)).map(({ id }) => id)).toEqual([]);
  });

  it('agrees with AWS on what AWS has judged', () => {
    const records = recordsOf('aws-measured.jsonl');
    expect(records.filter((record) => isTaken(record) !== record.valid).map(({ id }) => id)).toEqual([]);
  });

  it('catches nine in ten of what others call invalid', () => {
    const records = recordsOf('invalid.jsonl');
    const caught = records.filter((record) => !isTaken(record)).length;
    expect(caught).toBeGreaterThanOrEqual(records.length * 0.9);
  });
});
