import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SynthesisedStack } from '../synthesised-stacks/synthesised-stack';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

interface Job {
  readonly steps?: readonly { readonly uses?: string; readonly with?: { readonly 'node-version'?: string } }[];
  readonly strategy?: { readonly matrix: { readonly node?: readonly number[] } };
}

function testJob(workflow: string): Job {
  const text = readFileSync(join(__dirname, '..', '..', '.github', 'workflows', workflow), 'utf8');
  return (parse(text) as { readonly jobs: { readonly test: Job } }).jobs.test;
}

function nodeVersionsOf({ steps = [], strategy }: Job): readonly (string | number)[] {
  const set = steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))?.with?.['node-version'] ?? '';
  return set.startsWith('${{') ? (strategy?.matrix.node ?? []) : [set];
}

describe('the workflows', () => {
  const synthesis = synthesisedCopy();
  afterAll(() => synthesis.remove());
  const stack = new SynthesisedStack(join(synthesis.folder, 'stacks', 'prod'));
  const runtimes = new Set(stack.argumentsOf('aws_lambda_function').map(({ runtime }) => String(runtime)));

  it('test on the runtime of the functions', () => {
    const [runtime, ...others] = runtimes;
    expect(others).toEqual([]);
    const major = /^nodejs(\d+)\.x$/.exec(runtime ?? '')?.[1];
    expect(nodeVersionsOf(testJob('main.yml'))).toEqual([major]);
    expect(nodeVersionsOf(testJob('pull-request.yml')).map(String)).toContain(major);
  });
});
