import type { Expectations, Given, StateMock } from '../../../interpreter/cases';
import { isJsonObject, type Json, type StateMachineDefinition } from '../../../language/definition';
import { type ReadExecution, readStateTree, textIn } from '../../model';
import { copiedMocks } from './case-mocks';

/** A case as it is written in a cases file. */
export interface WrittenCase {
  readonly name: string;
  readonly child?: string;
  readonly now: string;
  readonly context?: Given['context'];
  /** Absent if it is not known. */
  readonly input?: Json;
  readonly mocks?: Readonly<Record<string, StateMock>>;
  readonly expect?: Expectations;
}

/** An execution as a case of `asl test`. */
export interface CopiedCase {
  readonly test: WrittenCase;
  /** What the case needs and the execution's history does not have: to be written by a person. Nothing is invented for it. */
  readonly missing: readonly string[];
  /** What of the execution a case cannot repeat. */
  readonly notes: readonly string[];
}

/** Returns an execution as a case: its input, what its calls were answered with, and what became of it. */
export function copiedCase(execution: ReadExecution): CopiedCase {
  const { described, tree, visits, definition } = execution;
  const { mocks, missing } = copiedMocks(tree, visits);
  const input = inputOf(execution);
  const child = childOf(execution);
  const readsContext = /\$states\.context|\$\$\./.test(JSON.stringify(definition));
  const expected = expectationsOf(execution);
  return {
    test: {
      name: `as ${described.name}`,
      ...(child === undefined ? {} : { child }),
      now: new Date(described.startedAt).toISOString(),
      ...(readsContext ? { context: contextOf(execution) } : {}),
      ...('value' in input ? { input: input.value } : {}),
      ...(Object.keys(mocks).length === 0 ? {} : { mocks }),
      ...(Object.keys(expected.expect).length === 0 ? {} : { expect: expected.expect }),
    },
    missing: [
      ...('problem' in input ? [`the input: ${input.problem}`] : []),
      ...missing,
      ...distributedMaps(execution),
      ...expected.missing,
    ],
    notes: expected.notes,
  };
}

function inputOf({ described, events }: ReadExecution): { readonly value: Json } | { readonly problem: string } {
  const [started] = events;
  const text = described.input ?? (started === undefined ? undefined : textIn(started, 'input'));
  if (text === undefined) return { problem: 'it cannot be read' };
  const about = started?.details['inputDetails'];
  if (described.input === undefined && isJsonObject(about) && about['truncated'] === true)
    return { problem: 'the history has cut it' };
  return { value: jsonOr(text) };
}

/** The Distributed Map whose child this is: a case runs it by itself. */
function childOf({ described, visits }: ReadExecution): string | undefined {
  if (!described.machine.includes('/') || described.definition === undefined) return undefined;
  const { byName, byPath } = readStateTree(JSON.parse(described.definition) as StateMachineDefinition);
  return byPath.get(byName.get(visits.all[0]?.name ?? '')?.holder ?? '')?.name;
}

function contextOf({ described: { executionArn, name, machine } }: ReadExecution): Given['context'] {
  const prefix = executionArn.split(/:(?:execution|express):/)[0];
  const isArn = executionArn.startsWith('arn:');
  return {
    Execution: { ...(isArn ? { Id: executionArn } : {}), Name: name },
    StateMachine: { ...(isArn ? { Id: `${prefix}:stateMachine:${machine}` } : {}), Name: machine },
  };
}

/** The calls inside of a Distributed Map are in the histories of its children, and what it reads is in S3. */
function distributedMaps({ tree, visits }: ReadExecution): readonly string[] {
  const reached = new Set(visits.all.map(({ name }) => name));
  return tree.nodes
    .filter(({ name, definition }) => reached.has(name) && isDistributed(definition))
    .flatMap(({ name, definition }) => [
      `mocks of the states in ${name}: its children have histories of their own`,
      ...(definition['ItemReader'] === undefined ? [] : [`\`objects\`: what ${name} reads from S3`]),
    ]);
}

function isDistributed({ ItemProcessor: processor }: Readonly<Record<string, Json>>): boolean {
  if (processor === undefined || !isJsonObject(processor)) return false;
  const { ProcessorConfig: config } = processor;
  return config !== undefined && isJsonObject(config) && config['Mode'] === 'DISTRIBUTED';
}

function expectationsOf({ described, visits }: ReadExecution): {
  readonly expect: Expectations;
  readonly missing: readonly string[];
  readonly notes: readonly string[];
} {
  const { status, error, output, redriveCount = 0 } = described;
  const notes = [
    ...(redriveCount > 0
      ? ['The execution was redriven: the case has the last attempts of what was tried again.']
      : []),
    ...(status === 'ABORTED' ? ['The execution was stopped, which a case cannot repeat: what follows is open.'] : []),
    ...(status === 'RUNNING' ? ['The execution has not ended: what follows is open.'] : []),
  ];
  if (status === 'RUNNING' || status === 'ABORTED' || status === 'PENDING_REDRIVE')
    return { expect: {}, missing: [], notes };
  const way = wayOf(visits.all.map(({ name, type, attempts }) => ({ name, type, attempts })));
  if (status !== 'SUCCEEDED')
    return {
      expect: { status, ...(error === undefined || status === 'TIMED_OUT' ? {} : { error }), ...way },
      missing: [],
      notes,
    };
  return output === undefined
    ? { expect: way, missing: ['the output that is expected: it cannot be read'], notes }
    : { expect: { output: jsonOr(output), ...way }, missing: [], notes };
}

/** The states in their order; where branches and iterations ran at the same time, how often each called. */
function wayOf(
  visits: readonly {
    readonly name: string;
    readonly type: string;
    readonly attempts: readonly { readonly call?: unknown }[];
  }[],
): Pick<Expectations, 'path' | 'calls'> {
  if (!visits.some(({ type }) => type === 'Parallel' || type === 'Map'))
    return { path: visits.map(({ name }) => name) };
  const calls: Record<string, number> = {};
  for (const { name, type, attempts } of visits) {
    const made = attempts.filter(({ call }) => call !== undefined).length;
    if (type === 'Task' && made > 0) calls[name] = (calls[name] ?? 0) + made;
  }
  return { calls };
}

function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
