import { isJsonObject, type JsonObject } from '../definition';
import { redirected } from './redirect';
import { allStates, insertBefore, kindOf, reachableFrom, type States, statesOf } from './states';
import { TransformationError } from './transformation-error';

/**
 * What the states of the document pipeline are to a batch, by name. Every Task with a callback and every Wait must stand here: one that
 * is new is refused until somebody has decided what becomes of it.
 */
export const roles = {
  /** Ask a person: handed over. */
  people: ['RequestReview', 'EscalateReview'],
  /** Wait for a release: handed over. */
  releases: ['HoldForRelease', 'WaitForRelease'],
  /** Wait for a service: stay in STANDARD children; EXPRESS children call them and need the answer at once. */
  callbacks: ['ExtractText'],
  /** Where a document is buried. */
  burial: 'MarkFailed',
  /** Where a document is handed over. */
  handOver: 'MarkHandedOver',
} as const;

/** The variable that says why a document is handed over. */
export const handOverNote = 'handOver';

/**
 * The batch pipeline with STANDARD children: the frame's machine, and in its Distributed Map the document pipeline's own states. What
 * waits for a person or a release is taken out; the ways there lead to the frame's `handOver` states. Throws TransformationError for
 * what it does not know.
 */
export function toBatch(source: JsonObject, frame: JsonObject): JsonObject {
  const machine = frame['machine'];
  if (!isJsonObject(machine)) throw new TransformationError('the frame has no `machine`');
  checkTop(source, machine);
  const children = childStates(
    statesOf(source, 'the document pipeline'),
    statesOf({ States: frame['handOver'] ?? null }, 'the frame'),
  );
  checkReach(String(source['StartAt']), children);
  return withChildren(machine, { StartAt: source['StartAt'] ?? null, States: children });
}

/** What else stands at the top of the source would be lost without a word. */
function checkTop(source: JsonObject, machine: JsonObject): void {
  const unknown = Object.keys(source).find(
    (field) => !['Comment', 'QueryLanguage', 'StartAt', 'States'].includes(field),
  );
  if (unknown !== undefined) {
    throw new TransformationError(
      `\`${unknown}\` at the top of the document pipeline has no place in a Map's ItemProcessor`,
    );
  }
  if (source['QueryLanguage'] === machine['QueryLanguage']) return;
  throw new TransformationError('the frame and the document pipeline must have the same `QueryLanguage`');
}

function childStates(source: States, handOver: States): States {
  checkRoles(source);
  const from = [...roles.people, ...roles.releases];
  const removed: States = Object.fromEntries(Object.entries(source).filter(([name]) => !isOneOf(from, name)));
  const ways = redirected(removed, { from, to: roles.handOver, note: handOverNote });
  return insertBefore(ways, roles.burial, handOver);
}

/** Each name has the kind that its role means, and no callback or Wait is without a role. */
function checkRoles(source: States): void {
  const waiting = allStates(source).filter(({ name, state }) => isWaiting(name, state));
  const known = [...roles.people, ...roles.callbacks, ...roles.releases];
  for (const name of known) {
    if (allStates(source).some((each) => each.name === name)) continue;
    throw new TransformationError(
      `the document pipeline has no state \`${name}\` any more: take it out of \`roles\` in asl/transform/to-batch.ts`,
    );
  }
  for (const { name, state } of waiting) {
    if (isOneOf(known, name)) continue;
    throw new TransformationError(
      `\`${name}\` (${String(state['Type'])}) waits, and \`roles\` in asl/transform/to-batch.ts does not say for whom: a person, a release or a service`,
    );
  }
}

function isWaiting(name: string, state: JsonObject): boolean {
  const kind = kindOf(name, state);
  if (kind.kind === 'other' && kind.type === 'Map' && JSON.stringify(state).includes('"DISTRIBUTED"')) {
    throw new TransformationError(`\`${name}\` is a Distributed Map: an EXPRESS child could not run it`);
  }
  return kind.kind === 'callback' || (kind.kind === 'other' && kind.type === 'Wait');
}

function checkReach(start: string, children: States): void {
  const reached = reachableFrom(start, children);
  const lost = Object.keys(children).find((name) => !reached.has(name));
  if (lost === undefined) return;
  throw new TransformationError(
    `\`${lost}\` is reached only by way of what a batch hands over: give it a role in asl/transform/to-batch.ts`,
  );
}

/** The machine with the children's scope set into its one Distributed Map. Throws TransformationError where a name is used twice. */
export function withChildren(machine: JsonObject, scope: JsonObject): JsonObject {
  const states = statesOf(machine, 'the frame');
  const [name, map] = distributedMap(machine);
  const processor = map['ItemProcessor'] as JsonObject;
  const twice = allStates(statesOf(scope, 'the children')).find((each) => Object.hasOwn(states, each.name));
  if (twice !== undefined)
    throw new TransformationError(`the frame and the document pipeline both have a state \`${twice.name}\``);
  const { ProcessorConfig = {} } = processor;
  return { ...machine, States: { ...states, [name]: { ...map, ItemProcessor: { ProcessorConfig, ...scope } } } };
}

/** Name and state of the one Distributed Map of a machine. */
export function distributedMap(machine: JsonObject): readonly [string, JsonObject] {
  const maps = Object.entries(statesOf(machine, 'the machine')).filter(([, state]) => {
    const processor = state['ItemProcessor'];
    const config = isJsonObject(processor) ? processor['ProcessorConfig'] : undefined;
    return isJsonObject(config) && config['Mode'] === 'DISTRIBUTED';
  });
  const [map, second] = maps;
  if (map !== undefined && second === undefined) return map;
  throw new TransformationError(`the machine must have one Distributed Map, it has ${maps.length}`);
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
