import { type FaultPlan, noFaults } from '../world/fault-plan';
import type { World } from '../world/world';
import type { Extent, Fault } from './fault';

/** One fault for its whole extent, and how often it struck. */
export interface SingleFault {
  readonly plan: FaultPlan;
  readonly struck: () => number;
}

/** Returns the plan of one fault; everything else succeeds. */
export function singleFault(fault: Fault, extent: Extent, world: Pick<World, 'generationOf'>): SingleFault {
  let struck = 0;
  const strikes = (documentId: string): boolean => {
    const isActive = extent === 'for ever' || (extent === 'once' ? struck === 0 : world.generationOf(documentId) === 0);
    if (isActive) struck += 1;
    return isActive;
  };
  const plan: FaultPlan = {
    ...noFaults,
    ...(fault.on === 'task' && {
      atTask: ({ stateName, documentId }) =>
        stateName === fault.stateName && strikes(documentId) ? fault.effect : undefined,
    }),
    ...(fault.on === 'executionTimeout' && {
      atTask: ({ stateName, documentId }) =>
        stateName === fault.stateName && strikes(documentId)
          ? ({ kind: 'silence', moment: 'before' } as const)
          : undefined,
    }),
    ...(fault.on === 'call' && {
      atCall: ({ functionName, call, operation, documentId }) =>
        functionName === fault.functionName &&
        call === fault.call &&
        operation === fault.operation &&
        strikes(documentId)
          ? fault.effect
          : undefined,
    }),
    ...(fault.on === 'notice' && {
      atNotice: (documentId) => (strikes(documentId) ? fault.effect : undefined),
    }),
    ...(fault.on === 'reminder' && {
      atReminder: (documentId) => (strikes(documentId) ? fault.effect : undefined),
    }),
    ...(fault.on === 'reviewNotice' && { losesReviewNotice: strikes }),
    ...(fault.on === 'failureEvent' && { deliveriesOfFailure: (documentId) => (strikes(documentId) ? 2 : 1) }),
    ...(fault.on === 'batchStopped' && {
      atTask: ({ stateName, documentId }) =>
        stateName === fault.stateName && strikes(documentId)
          ? ({ kind: 'batch stop', moment: 'before' } as const)
          : undefined,
    }),
    ...('reachesDocuments' in fault && { losesStop: () => !fault.reachesDocuments }),
    ...(fault.on === 'duplicateEvent' && {
      repeatsEvent: ({ stateName, documentId }) => stateName === fault.stateName && strikes(documentId),
    }),
  };
  return { plan, struck: () => struck };
}

/** Returns the plan of a scenario's own trouble, in the first execution of its document. */
export function troubleOf(world: World): FaultPlan {
  const suffered = new Set<string>();
  return {
    ...noFaults,
    atTask: ({ documentId, stateName }) => {
      const { trouble } = world.documentOf(documentId).scenario;
      if (trouble?.stateName !== stateName || world.generationOf(documentId) > 0) return undefined;
      if (trouble.isOnce === true && suffered.has(documentId)) return undefined;
      suffered.add(documentId);
      return trouble.effect;
    },
  };
}
