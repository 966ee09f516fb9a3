import type { ChangeMark, Overlays, StateMark, StateStatus } from '../overlays/overlays';

/** A short text on the border of a state. */
export interface Badge {
  readonly text: string;
  /** Its colour: a status or a change. */
  readonly tone: Tone;
}

/** What a colour is for. */
export type Tone = Exclude<StateStatus, 'notReached'> | ChangeMark['change'];

/** How a state is drawn for the overlays. */
export interface NodeMark {
  /** The colour and dashes of its outline. */
  readonly outline?: Tone;
  readonly badges: readonly Badge[];
  /** Drawn instead of its second line: how it failed. */
  readonly failure?: string;
  /** What its tooltip has besides. */
  readonly told: readonly string[];
  readonly isFaded: boolean;
}

/** How states and edges are drawn for the overlays. */
export interface Marks {
  node(path: string): NodeMark;
  /** Undefined for an edge as it is without overlays. */
  edge(id: string): 'taken' | 'added' | 'removed' | undefined;
}

const statusBadges: Readonly<Record<Tone, string>> = {
  succeeded: '✓',
  failed: '✕ failed',
  caught: '↷ caught',
  running: '▸ running',
  waiting: '… waiting',
  aborted: '■ aborted',
  added: '+ added',
  removed: '− removed',
  changed: '~ changed',
};

/** Words for the badges that are signs alone, and how a change looks, in the order of the legend. */
export const toneWords: readonly (readonly [Tone, string])[] = [
  ['succeeded', '✓ succeeded'],
  ['failed', '✕ failed'],
  ['caught', '↷ failed, and caught'],
  ['running', '▸ running'],
  ['waiting', '… waiting'],
  ['aborted', '■ aborted'],
  ['added', '+ added: solid'],
  ['removed', '− removed: dashed'],
  ['changed', '~ changed: dotted'],
];

const plain: NodeMark = { badges: [], told: [], isFaded: false };

/** Reads the overlays that pictures have: an execution, a change. */
export function marksOf({ execution, diff }: Overlays): Marks {
  const states = new Map(execution?.states.map((state) => [state.path, state]));
  const changes = new Map(diff?.states.map((change) => [change.path, change]));
  const taken = new Set(execution?.edges);
  const changed = new Map(diff?.edges.map(({ id, change }) => [id, change]));
  return {
    node(path) {
      const change = changes.get(path);
      if (change !== undefined) return changeMark(change);
      return execution === undefined ? plain : statusMark(states.get(path));
    },
    edge: (id) => changed.get(id) ?? (taken.has(id) ? 'taken' : undefined),
  };
}

function changeMark({ change, fields = [], was }: ChangeMark): NodeMark {
  const words = [...(was === undefined ? [] : [`was ${was}`]), ...(fields.length === 0 ? [] : [fields.join(', ')])];
  const text = words.length === 0 ? statusBadges[change] : `${statusBadges[change]}: ${words.join('; ')}`;
  return { ...plain, outline: change, badges: [{ text, tone: change }], told: [text] };
}

function statusMark(state: StateMark | undefined): NodeMark {
  if (state === undefined || state.status === 'notReached') return { ...plain, isFaded: true };
  const { status, visits, retries, error, reason, map } = state;
  const isFailure = status === 'failed' || status === 'caught';
  const counts = [
    ...(retries > 0 ? [`↻${retries}`] : []),
    ...(visits > 1 ? [`×${visits}`] : []),
    ...(map === undefined ? [] : [`${map.succeeded} of ${map.total}${map.failed > 0 ? `, ${map.failed} failed` : ''}`]),
  ];
  const failure = isFailure ? error : undefined;
  const told = [error, reason].filter((text) => text !== undefined).join(': ');
  return {
    outline: status,
    badges: [{ text: [statusBadges[status], ...counts].join(' '), tone: status }],
    ...(failure === undefined ? {} : { failure }),
    told: [
      `${status}${retries > 0 ? `, tried again ${retries} times` : ''}`,
      ...(isFailure && told !== '' ? [told] : []),
    ],
    isFaded: false,
  };
}
