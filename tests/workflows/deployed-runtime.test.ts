import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';
import { SynthesisedStack } from '../synthesised-stacks/synthesised-stack';
import { type Job, workflowOf } from './read-workflows';

function nodeVersionsOf({ steps = [], strategy }: Job): readonly (string | number)[] {
  const set = String(steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))?.with?.['node-version'] ?? '');
  return set.startsWith('${{') ? (strategy?.matrix?.node ?? []) : [set];
}

describe('the workflows and the README', () => {
  const synthesis = synthesisedCopy();
  afterAll(() => synthesis.remove());
  const stack = new SynthesisedStack(join(synthesis.folder, 'stacks', 'prod'));
  const runtimes = new Set(stack.argumentsOf('aws_lambda_function').map(({ runtime }) => String(runtime)));

  it('test on the runtime of the functions, and recommend it', () => {
    const [runtime, ...others] = runtimes;
    expect(others).toEqual([]);
    const major = /^nodejs(\d+)\.x$/.exec(runtime ?? '')?.[1];
    expect(nodeVersionsOf(workflowOf('main.yml').jobs['test']!)).toEqual([major]);
    expect(nodeVersionsOf(workflowOf('pull-request.yml').jobs['test']!).map(String)).toContain(major);
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
    expect(readme).toContain(`Use Node ${major}, the runtime of the deployed functions`);
  });
});
