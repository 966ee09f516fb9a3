import {
  type BedrockAgentRuntimeClient,
  InvokeAgentCommand,
  type ResponseStream,
} from '@aws-sdk/client-bedrock-agent-runtime';
import { type InvokeAgentEvent, invokeAgent } from '../../../functions/invoke-agent/invoke-agent';
import { fakeClient, on, serviceError } from '../../fakes/fake-client';
import type { MachineDependencies, MachineScenario, MachineUnderFault } from '../machines/machine-under-fault';
import type { MachineWorld } from '../machines/machine-world';
import { names } from '../world/names';
import { filledDefinition } from './filled-definition';

interface AgentScenario extends MachineScenario {
  /** The agent's answer in its n-th turn, from 1, or the name of an error that it throws. */
  readonly turn: (call: number) => { readonly says: string } | { readonly throws: string };
}

const input = { question: 'What is the total of invoice A-17?' };
const answer = says({ outcome: 'answered', answer: '14.88 EUR', documents: ['a'.repeat(64)] });

const scenarios: readonly AgentScenario[] = [
  { name: 'a question', input, turn: () => answer, ends: ['ANSWERED'] },
  {
    name: 'an agent that is throttled at first',
    input,
    turn: (call) => (call === 1 ? { throws: 'ThrottlingException' } : answer),
    ends: ['ANSWERED'],
    alsoUnderFault: ['invoke-agent'],
  },
  { name: 'prose, twice', input, turn: () => ({ says: 'About fifteen.' }), ends: ['NEEDS_PERSON'] },
  {
    name: 'a refusal',
    input,
    turn: () => says({ outcome: 'refused', answer: 'no', documents: [] }),
    ends: ['REFUSED'],
  },
  { name: 'an agent out of reach', input, turn: () => ({ throws: 'AccessDeniedException' }), ends: ['failed'] },
  { name: 'no question', input: {}, turn: () => answer, ends: ['failed'] },
];

function says(value: object): { readonly says: string } {
  return { says: JSON.stringify(value) };
}

const leaseSeconds = 90;

/** agent-pipeline: for any result of the agent, and any number of starts, one answer is stored and published. */
export const agentPipeline: MachineUnderFault<AgentScenario> = {
  name: 'agent-pipeline',
  definition: (attempts) => filledDefinition('agent-pipeline', values, attempts),
  scenarios,
  dependencies,
};

/** Values that differ from those of the cases. */
const values = {
  InvokeAgentFunctionArn: `${names.functionPrefix}invoke-agent:live`,
  PollFirstSeconds: 1,
  PollMaxSeconds: 30,
  MaxPolls: 12,
} as const;

function dependencies(world: MachineWorld, { turn }: AgentScenario): MachineDependencies {
  let turns = 0;
  let secrets = 0;
  const client = fakeClient<BedrockAgentRuntimeClient>([
    on(InvokeAgentCommand, () => {
      const turned = turn(++turns);
      if ('throws' in turned) throw serviceError(turned.throws);
      return { completion: streamOf(turned.says) };
    }),
  ]);
  return {
    functions: {
      'invoke-agent': (event, { s3, dynamodb, wired, now }) =>
        invokeAgent(event as InvokeAgentEvent, {
          log: { info: () => undefined, warn: () => undefined, error: () => undefined },
          agent: { client: wired(client), agentId: 'AGENT', agentAliasId: 'ALIAS', resultsBucketName: names.results },
          answers: { s3, bucketName: names.results },
          runs: { dynamodb, tableName: names.callbacks },
          leaseSeconds,
          now,
          secret: () => `secret-${secrets++}`,
        }),
    },
    violations: ({ end, struck, records }) => [
      ...(['ANSWERED', 'REFUSED', 'NEEDS_PERSON'].includes(end) && answersIn(world) !== 1
        ? [`it ended ${end} and ${answersIn(world)} answers lie in the bucket`]
        : []),
      // A start asks twice at most, and an execution starts the agent three times at most.
      ...(turns > 2 * (records.length + struck) + 2 ? [`the agent was asked ${turns} times for ${struck} faults`] : []),
    ],
    duplicates: () => (answersIn(world) > 1 ? ['more than one answer was stored'] : []),
  };
}

function answersIn(world: MachineWorld): number {
  const written = world.stores.raw.objectWrites.filter(({ name }) => name.endsWith('/answer.json'));
  return new Set(written.map(({ name, body }) => `${name} ${body.toString()}`)).size;
}

async function* streamOf(text: string): AsyncIterable<ResponseStream> {
  yield { chunk: { bytes: Buffer.from(text) } } as ResponseStream;
}
