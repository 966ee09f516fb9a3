import type { CaseRow, DefinitionWork } from '../../ui';

/** What the thread is asked for. */
export type WorkCall =
  | { readonly kind: 'check'; readonly text: string; readonly file: string }
  | { readonly kind: 'runCases'; readonly caseFile: string }
  | { readonly kind: 'cost'; readonly caseFile: string };

/** What a call results in. */
export interface WorkResults {
  readonly check: Awaited<ReturnType<DefinitionWork['check']>>;
  readonly runCases: Awaited<ReturnType<DefinitionWork['runCases']>>;
  readonly cost: Awaited<ReturnType<DefinitionWork['cost']>>;
}

/** To the thread. */
export type WorkMessage = { readonly id: number; readonly call: WorkCall } | { readonly drop: number };

/** From the thread. A call has one answer; cases are reported before it. */
export type WorkAnswer =
  | { readonly id: number; readonly row: CaseRow; readonly total: number }
  | { readonly id: number; readonly result: WorkResults[WorkCall['kind']] }
  | { readonly id: number; readonly problem: WorkProblem };

/** An error: classes do not survive the way between threads. */
export interface WorkProblem {
  readonly message: string;
  readonly help?: string;
  /** A mistake of a person; otherwise a defect. */
  readonly isMistake: boolean;
}
