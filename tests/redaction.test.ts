import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { synthesisedCopy } from './synthesised-stacks/synthesise';
import { SynthesisedStack } from './synthesised-stacks/synthesised-stack';

const synthesis = synthesisedCopy();
afterAll(() => synthesis.remove());

it.each(readdirSync(join(synthesis.folder, 'stacks')))(
  'in %s every function that cuts text for a model has been given what is redacted',
  (environment) => {
    const stack = new SynthesisedStack(join(synthesis.folder, 'stacks', environment));
    const redacting = stack.ofType('aws_lambda_function').flatMap(({ address, arguments: given }) => {
      const { variables = {} } = (given['environment'] ?? {}) as { readonly variables?: object };
      return 'REDACTED_KINDS' in variables ? [address.slice('aws_lambda_function.'.length)] : [];
    });

    expect(redacting.sort()).toEqual(['complete-extraction', 'extract-text', 'prepare-inference']);
  },
);
