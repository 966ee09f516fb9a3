import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDiagnostic } from '../../diagnostics';
import { exampleTexts } from '../../named-files';
import { checkText } from '../check-text';

const definition = (comment: string): string => `${comment}
StartAt: Read
States:
  Read: { Type: Pass, InputPath: $.detail.key, End: true }
`;

describe('an example of the input', () => {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  const file = join(folder, 'machine.asl.yaml');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows which members the input does not have', () => {
    writeFileSync(join(folder, 'event.json'), '{ "detail": { "name": "a.pdf" } }');
    const text = definition('# asl-input: event.json');

    expect(checkText(text, file).map(({ ruleId, message }) => [ruleId, message])).toEqual([
      ['missing-member', '`$.detail` has no member `key`: it has `name` in the input of the state machine'],
    ]);
    expect(exampleTexts(text, file)).toEqual(['{ "detail": { "name": "a.pdf" } }']);
    expect(checkText(definition(''), file)).toEqual([]);
  });

  it('is reported if it cannot be read, as docs/diagnostics.md prints it', () => {
    writeFileSync(join(folder, 'broken.json'), '{');
    expect(checkText(definition('# asl-input: broken.json'), file)).toMatchObject([
      { ruleId: 'unreadable-example', message: 'the example `broken.json` is not JSON' },
    ]);

    const text = definition('# asl-input: gone.json');
    const [found] = checkText(text, file);
    const printed = formatDiagnostic({ ...found!, span: { ...found!.span, file: 'machine.asl.yaml' } }, text);
    expect(
      readFileSync(join(__dirname, '..', '..', '..', '..', '..', '..', 'docs', 'diagnostics.md'), 'utf8'),
    ).toContain(printed);
  });
});
