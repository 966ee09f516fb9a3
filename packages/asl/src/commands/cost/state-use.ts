import type { HistoryEvent } from '../../interpreter';
import type { CostAssumptions } from '../../language/config';
import type { StateMachineDefinition } from '../../language/definition';
import { readEvent, readStateTree, readVisits } from '../../ui';
import { addCall, type CallTotal } from './call-use';
import { EventCounts } from './event-counts';

/** What one state used in a path, over all of its visits and attempts; what it holds used is that of the inner states. */
export interface StateUse extends Pick<CallTotal, 'inputTokens' | 'outputTokens' | 'units'> {
  /** Entries and retries in Standard executions, which bill them. The start of an execution belongs to no state. */
  readonly billed: number;
}

/** The history of an execution or of a child of a Distributed Map. */
export interface ObservedHistory {
  readonly events: readonly HistoryEvent[];
  readonly isStandard: boolean;
}

/** Returns what each state used, by its name. */
export function stateUses(
  definition: StateMachineDefinition,
  histories: readonly ObservedHistory[],
  assumptions: CostAssumptions,
): ReadonlyMap<string, StateUse> {
  const tree = readStateTree(definition);
  const uses = new Map<string, StateUse & CallTotal>();
  for (const { events, isStandard } of histories) {
    const { ofEvent } = readVisits(
      tree,
      events.map((event) => readEvent(event as unknown as Readonly<Record<string, unknown>>)),
    );
    const counts = new Map<string, EventCounts>();
    for (const event of events) {
      const name = ofEvent.get(event.id)?.name;
      if (name === undefined) continue;
      const use = uses.get(name) ?? { billed: 0, units: {}, inputTokens: 0, outputTokens: 0, needsStandard: false };
      addCall(assumptions, use, event);
      const count = counts.get(name) ?? new EventCounts(assumptions);
      counts.set(name, count);
      count.count(event);
      uses.set(name, use);
    }
    if (isStandard) for (const [name, count] of counts) addBilled(uses, name, count);
  }
  return uses;
}

function addBilled(
  uses: Map<string, StateUse & CallTotal>,
  name: string,
  { statesEntered, retries }: EventCounts,
): void {
  const use = uses.get(name);
  if (use !== undefined) uses.set(name, { ...use, billed: use.billed + statesEntered + retries });
}
