import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiagnosticsError } from '../diagnostics';
import { loadDefinition } from '../load';
import { soundDefinition } from '.';

const definition = `# asl-input: input.json
QueryLanguage: JSONata
StartAt: A
States:
  A: { Type: Pass, Output: '{% $states.input.member %}', End: true }
`;

describe('soundDefinition', () => {
  let folder: string;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const load = () => loadDefinition(join(folder, 'a.asl.yaml'));

  function errors(): readonly string[] {
    try {
      soundDefinition(load());
      return [];
    } catch (error) {
      if (!(error instanceof DiagnosticsError)) throw error;
      return error.diagnostics.map(({ severity, ruleId }) => `${severity} ${ruleId}`);
    }
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sound-'));
    write('input.json', '{"other": 1}');
    write('a.asl.yaml', definition);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('returns what has warnings at most', () => {
    expect(soundDefinition(load()).value).toMatchObject({ StartAt: 'A' });
  });

  it('takes what the configuration calls an error for one, the example of the input included', () => {
    write('asl.config.yaml', 'rules: { missing-member: error }');
    expect(errors()).toEqual(['error missing-member']);
    write('a.asl.yaml', definition.replace('  A:', '  # asl-ignore missing-member: comes later\n  A:'));
    expect(errors()).toEqual([]);
  });

  it('reports the errors of the configuration itself', () => {
    write('asl.config.yaml', 'rules: { missing-members: error }');
    expect(errors()).toEqual(['error unknown-config-key']);
  });

  it('reports a text that is no definition', () => {
    write('a.asl.yaml', 'StartAt: [');
    expect(errors()).toEqual(['error yaml-syntax']);
  });
});
