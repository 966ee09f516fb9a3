import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { emptyScript } from '../services/bedrock-script';
import { readBedrockScript } from './read-bedrock-script';

const root = mkdtempSync(join(tmpdir(), 'bedrock-script-'));
afterEach(() => rmSync(join(root, 'samples'), { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true }));

function write(name: string, text: string): void {
  const file = join(root, 'samples', name, 'bedrock-script.yaml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const question = (name: string) => `{ question: ${name}, turns: [{ says: yes }] }`;

describe('the script of a project', () => {
  it('covers nothing without a file', () => {
    expect(readBedrockScript({ root })).toEqual(emptyScript);
  });

  it('has the entries of all files in the order of their folders, and names those that have some', () => {
    write('b', `agent: [${question('second')}]`);
    write('a', `agent: [${question('first')}]`);
    write('c', "customization: [{ when: {}, status: Failed, failureMessage: 'no' }]");
    const { agent, customization } = readBedrockScript({ root });
    expect(agent.entries.map((entry) => entry.question)).toEqual(['first', 'second']);
    expect(agent.addTo).toBe('`agent` of samples/a/bedrock-script.yaml or samples/b/bedrock-script.yaml');
    expect(customization).toEqual({
      entries: [{ when: { hyperParameters: {} }, status: 'Failed', failureMessage: 'no' }],
      addTo: '`customization` of samples/c/bedrock-script.yaml',
    });
  });

  it.each([
    ['agent: [', 'bedrock-script.yaml:1:9: error: '],
    ['agents: []', 'Unrecognized key: "agents"'],
    ['agent: [{ question: a, turns: [] }]', 'bedrock-script.yaml: agent.0.turns: '],
    ['customization: [{ when: {}, status: Stopped }]', 'bedrock-script.yaml: customization.0.status: '],
    [
      'customization: [{ when: { epochs: 1 }, status: Failed, failureMessage: a }]',
      'customization.0.when: Unrecognized',
    ],
    [
      'customization: [{ when: {}, status: Completed, trainingLosses: [-1] }]',
      'bedrock-script.yaml: customization.0.trainingLosses.0: ',
    ],
  ])('that says %s is rejected', (text, message) => {
    write('a', text);
    expect(() => readBedrockScript({ root })).toThrow(message);
  });
});
