import type { ScopePosition, VisitPhase } from '@document-pipelines/asl/interpreter';

/** Seconds beyond which a local run does not wait for a Wait state. */
export const farAwaySeconds = 60;

/** Why an execution is idle. */
export type Standstill =
  | { readonly kind: 'answer'; readonly stateName: string }
  | { readonly kind: 'time'; readonly stateName: string; readonly until: number };

/**
 * Returns what an execution waits for if only a person or a distant time can continue it; undefined if it is at work. A retry's pause
 * is work. A branch at work means that the whole execution is at work.
 */
export function standstillOf(position: ScopePosition | undefined, now: number): Standstill | undefined {
  const phase = position?.visit?.phase;
  if (position === undefined || phase === undefined) return undefined;
  if (phase.kind === 'branching') return standstillOfChildren(phase, now);
  return standstillOfPhase(phase, position.stateName, now);
}

function standstillOfChildren(phase: Extract<VisitPhase, { kind: 'branching' }>, now: number): Standstill | undefined {
  const atWork = phase.children.filter((child) => child.kind === 'running' || child.kind === 'beginning');
  const standstills = atWork.map((child) => (child.kind === 'running' ? standstillOf(child.position, now) : undefined));
  return standstills.includes(undefined) ? undefined : standstills[0];
}

function standstillOfPhase(
  phase: Exclude<VisitPhase, { kind: 'branching' }>,
  stateName: string,
  now: number,
): Standstill | undefined {
  switch (phase.kind) {
    case 'calling':
      return phase.submitted && phase.taskToken !== undefined ? { kind: 'answer', stateName } : undefined;
    case 'waiting':
      return phase.until - now > farAwaySeconds * 1000 ? { kind: 'time', stateName, until: phase.until } : undefined;
    case 'evaluating':
    case 'pausingBeforeRetry':
      return undefined;
    default:
      return phase satisfies never;
  }
}
