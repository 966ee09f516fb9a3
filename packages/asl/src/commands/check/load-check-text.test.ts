import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkText } from '../../language/check';
import { contentCache } from '../../language/content-cache';
import { loadCheckText } from './load-check-text';

describe('loadCheckText', () => {
  const folder = mkdtempSync(join(tmpdir(), 'checks-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('checks as the modules do, from sources and from what it kept', () => {
    const text = 'StartAt: B\nQueryLanguage: JSONata\nStates: { A: { Type: Pass, Output: "{% 1 + %}" } }\n';
    const options = { type: 'STANDARD' } as const;
    const expected = checkText(text, 'x.asl.yaml', options);

    expect(expected.length).toBeGreaterThan(2);
    for (const _ of ['sources', 'kept']) {
      expect(loadCheckText(contentCache(folder))(text, 'x.asl.yaml', options)).toEqual(expected);
      expect(readdirSync(folder)).toEqual([expect.stringMatching(/^checks-[0-9a-f]{32}\.bin$/)]);
    }
  });

  it('asks the modules about a defect, whose stack names their lines', () => {
    const broken = {
      type: 'STANDARD',
      get placeholderNames(): never {
        throw new TypeError('boom');
      },
    } as const;
    const text = 'StartAt: A\nStates: { A: { Type: Succeed, Comment: "${X}" } }\n';

    let stack = '';
    try {
      loadCheckText(contentCache(folder))(text, 'x.asl.yaml', broken);
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    expect(stack).toMatch(/boom[\s\S]*check-text\.ts:\d+/);
  });
});
