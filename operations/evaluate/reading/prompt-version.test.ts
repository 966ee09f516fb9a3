import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPromptVersion } from './prompt-version';

const prompted = {
  prompts: { 'read-document': 'v2 sha256:000000000000', 'repair-answer': 'v1 sha256:111111111111' },
  definition: {
    System: 'Read "it".\nCost: $${5}.',
    Expression: '{% "Read \\"it\\".\\nCost: $${5}." & $text %}',
    prompts: { 'read-document': 'v2 sha256:000000000000', 'repair-answer': 'v1 sha256:111111111111' },
    Other: ['unchanged', 1],
  },
};

describe('another version of a prompt', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'prompts-'));
    const folder = join(root, 'definitions', 'prompts', 'document-pipeline');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'read-document.v1.md'), 'Read all, \\ "quoted" and $& too.\n');
    writeFileSync(join(folder, 'read-document.v2.md'), 'Read "it".\nCost: ${5}.\n');
    writeFileSync(join(folder, 'repair-answer.v1.md'), 'Again.\n');
    writeFileSync(join(folder, 'unused.v7.md'), 'Never.\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('replaces its text, in expressions too, and its label', () => {
    const label = expect.stringMatching(/^v1 sha256:[0-9a-f]{12}$/);

    expect(withPromptVersion(prompted, 'read-document.v1', root)).toEqual({
      prompts: { 'read-document': label, 'repair-answer': 'v1 sha256:111111111111' },
      definition: {
        System: 'Read all, \\ "quoted" and $& too.',
        Expression: '{% "Read all, \\\\ \\"quoted\\" and $& too." & $text %}',
        prompts: { 'read-document': label, 'repair-answer': 'v1 sha256:111111111111' },
        Other: ['unchanged', 1],
      },
    });
  });

  it('may be named by its number if one prompt alone has it', () => {
    expect(withPromptVersion(prompted, 'v2', root).definition).toMatchObject({ System: prompted.definition.System });
  });

  test.each([
    [
      'v9',
      'there is no prompt version v9 in definitions/prompts/document-pipeline; available: read-document.v1, read-document.v2',
    ],
    ['v1', '--prompt v1 matches read-document.v1, repair-answer.v1: use one of them'],
    ['unused.v7', 'document-pipeline does not use the prompt unused'],
    ['repair-answer.v1', 'does not have the text of repair-answer.v1.md'],
  ])('%s is rejected', (version, message) => {
    expect(() => withPromptVersion(prompted, version, root)).toThrow(message);
  });
});
