import type { DefinitionView } from '../../definitions/definition-view';
import type { LocalRun } from '../../definitions/runs/local-runs';

/** A definition with what was run of it. */
export type ShownDefinition = DefinitionView & { readonly runs: readonly LocalRun[] };
