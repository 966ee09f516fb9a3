import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { PlacedValue } from '../placed-value';
import { compose, NotJsonError } from './compose';
import { parseByStates } from './parse-by-states';
import { parseYaml } from './parse-yaml';

const definition = `# A definition with what people write.
Comment: 'States:'
QueryLanguage: JSONata
StartAt: First
States:
  First:
    Type: Task
    Comment: >
      folded, with a # in it

      and a blank line
    Arguments: &shared
      text: |+
        kept

    Retry:
      - &retry
        ErrorEquals: [States.ALL, 'a: b']
        MaxAttempts: 0x10
    Next: Second

  # A comment between states.
  Second:
    Type: Pass
    Output: *shared
    Assign: { a: "two
      lines", b: *shared }
    Next: End
  Third:
    Type: Task
    Retry:
      - <<: *retry
        MaxAttempts: 2
    Next: End # the last
  Fourth:
    Type: Succeed
  Fifth:
    Type: Succeed
  End:
    Type: Succeed
TimeoutSeconds: 60
`;

function whole(text: string): PlacedValue | string {
  try {
    const [document, ...others] = parseYaml(text);
    const isClean = others.length === 0 && document?.errors.length === 0 && document.warnings.length === 0;
    return isClean ? compose(document) : 'rejected';
  } catch (error) {
    if (error instanceof NotJsonError) return `${error.message} at ${error.range.join()}`;
    throw error;
  }
}

function byStates(text: string): PlacedValue | string | undefined {
  const parsed = parseByStates(text);
  try {
    return parsed === undefined ? undefined : compose(parsed.document, parsed.offsets);
  } catch (error) {
    if (error instanceof NotJsonError) return `${error.message} at ${error.range.join()}`;
    throw error;
  }
}

describe('a definition that is parsed state by state', () => {
  it('has the values and places that it has as a whole', () => {
    const folder = join(__dirname, '..', '..', 'check', 'testdata');
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.asl.yaml'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const parsed = [definition, ...texts].filter((text) => byStates(text) !== undefined);
    expect(parsed.length).toBeGreaterThan(20);
    for (const text of parsed) expect(byStates(text)).toEqual(whole(text));
  });

  it('has them after every edit, or is parsed as a whole', () => {
    const pieces = [
      '',
      ' ',
      '  ',
      '\n',
      '\n    ',
      '\n---\n',
      '#',
      ' # ',
      "'",
      '"',
      ':',
      ': ',
      '*retry',
      '&shared ',
      '|',
      '- ',
    ];
    const others = ['{', ']', '\t', '<<: *shared', '%YAML 1.1\n---\n', '\n  First:\n    Type: Pass\n', '!!str '];
    let count = 0;
    const edit = fc.record({
      at: fc.nat(definition.length),
      length: fc.constantFrom(0, 0, 1, 2, 9, 40),
      piece: fc.constantFrom(...pieces, ...others),
    });
    fc.assert(
      fc.property(edit, ({ at, length, piece }) => {
        const text = definition.slice(0, at) + piece + definition.slice(at + length);
        const found = byStates(text);
        if (found === undefined) return;
        count += 1;
        expect(found).toEqual(whole(text));
      }),
      { numRuns: 300 },
    );
    expect(count).toBeGreaterThan(100);
  });
});
