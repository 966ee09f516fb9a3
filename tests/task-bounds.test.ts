import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { synthesisedCopy } from './synthesised-stacks/synthesise';
import { addressIn, SynthesisedStack, stringsIn, templatesIn } from './synthesised-stacks/synthesised-stack';

const synthesis = synthesisedCopy();
afterAll(() => synthesis.remove());

interface NamedState {
  readonly name: string;
  readonly state: JsonObject;
}

interface Machine {
  readonly environment: string;
  readonly name: string;
  readonly states: readonly NamedState[];
  readonly stack: SynthesisedStack;
}

/** Every state of a definition, those of branches and item processors as well. */
function statesIn(value: Json): readonly NamedState[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => statesIn(item));
  if (!isJsonObject(value)) return [];
  const { States: states } = value;
  const own = isJsonObject(states) ? Object.entries(states) : [];
  return [
    ...own.flatMap(([name, state]) => (isJsonObject(state) ? [{ name, state }] : [])),
    ...Object.values(value).flatMap((inner) => statesIn(inner)),
  ];
}

const environments = readdirSync(join(synthesis.folder, 'stacks'));
const machines: readonly Machine[] = environments.flatMap((environment) => {
  const stack = new SynthesisedStack(join(synthesis.folder, 'stacks', environment));
  return stack.argumentsOf('aws_sfn_state_machine').map(({ name = '', definition = '{}' }) => ({
    environment,
    name: String(name).slice(environment.length + 1),
    states: statesIn(JSON.parse(String(definition)) as Json),
    stack,
  }));
});

/** Returns the timeout, in seconds, of the function that a Task calls; undefined for a Task without a function. */
function functionSecondsOf({ state }: NamedState, stack: SynthesisedStack): number | undefined {
  const addresses = stringsIn(state['Arguments'] ?? {})
    .flatMap(templatesIn)
    .map(addressIn);
  const aliases = stack.ofType('aws_lambda_alias').filter(({ address }) => addresses.includes(address));
  const throughAliases = aliases.flatMap(({ arguments: { function_name: name } }) =>
    templatesIn(String(name)).map(addressIn),
  );
  const named = [...addresses, ...throughAliases];
  const called = stack.ofType('aws_lambda_function').find(({ address }) => named.includes(address));
  return String(state['Resource']).includes(':lambda:invoke') ? Number(called?.arguments['timeout']) : undefined;
}

it('looks at every machine', () => {
  const definitions = readdirSync(join(synthesis.root, 'definitions')).flatMap((file) =>
    file.endsWith('.asl.yaml') ? [file.slice(0, -'.asl.yaml'.length)] : [],
  );

  expect([...new Set(machines.map(({ name }) => name))].sort()).toEqual(definitions.sort());
});

describe.each(machines.map((machine) => [`${machine.environment}: ${machine.name}`, machine] as const))(
  '%s',
  (_, { states, stack }) => {
    it('has no Task that gives up before the function it calls', () => {
      const calls = states.flatMap((each) => {
        const functionSeconds = functionSecondsOf(each, stack);
        return functionSeconds === undefined ? [] : [{ ...each, functionSeconds }];
      });

      const early = calls.filter(({ state, functionSeconds }) => !(Number(state['TimeoutSeconds']) > functionSeconds));
      expect(early.map(({ name, functionSeconds }) => [name, functionSeconds])).toEqual([]);
    });

    it('has no retrier without jitter and a longest delay', () => {
      const retriers = states.flatMap(({ name, state }) =>
        ((state['Retry'] ?? []) as readonly JsonObject[]).map((retrier) => ({ name, retrier })),
      );

      const unbounded = retriers.filter(
        ({ retrier }) => retrier['JitterStrategy'] !== 'FULL' || !(Number(retrier['MaxDelaySeconds']) > 0),
      );
      expect(retriers.length).toBeGreaterThan(0);
      expect(unbounded).toEqual([]);
    });
  },
);
