import type { Diagnostic } from '../../diagnostics';
import type { GraphNode, GraphScope } from '../model/graph';
import type { CoverageMark, FindingMark } from './overlays';
import { statePath } from './state-path';

/** Returns the findings of a definition with the states that they concern, in their order. */
export function findingMarks(diagnostics: readonly Diagnostic[]): FindingMark[] {
  return diagnostics.map(({ severity, ruleId, message, help, span, path: field }) => {
    const path = field === undefined ? undefined : statePath(field);
    return {
      ...(path === undefined ? {} : { path }),
      ...{ severity, ruleId, message },
      ...(help === undefined ? {} : { help }),
      line: span.start.line,
    };
  });
}

/** Something that no case reaches, by the name of its state, which is unique in a definition. */
export interface UncoveredPart {
  readonly kind: string;
  readonly state: string;
  readonly description: string;
}

/** Returns the states that cases do not reach, or not wholly, in the order of the definition. */
export function coverageMarks(scope: GraphScope, uncovered: readonly UncoveredPart[]): CoverageMark[] {
  return scope.nodes.flatMap((node) => [
    ...coverageMark(
      node,
      uncovered.filter(({ state }) => state === node.name),
    ),
    ...node.scopes.flatMap((inner) => coverageMarks(inner, uncovered)),
  ]);
}

function coverageMark({ id }: GraphNode, parts: readonly UncoveredPart[]): CoverageMark[] {
  if (parts.length === 0) return [];
  const covered = parts.some(({ kind }) => kind === 'state') ? 'none' : 'part';
  return [{ path: id, covered, missing: parts.map(({ description }) => description) }];
}
