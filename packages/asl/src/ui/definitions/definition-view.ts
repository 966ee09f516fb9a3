import { statesOf } from '../../interpreter/cases';
import { locateField, type StateType } from '../../language/definition';
import type { Diagnostic } from '../../language/diagnostics';
import { coverageMarks, type FindingMark, type Overlays } from '../../language/graph';
import { definitionTokens, type LinePiece, tokenLines } from '../../language/highlight';
import type { CaseReport } from './case-results';
import type { BookEntry, DrawableDefinition } from './definition-book';
import { type DefinitionRow, definitionRow } from './definition-rows';
import type { CaseRow } from './run-cases';

/** A finding with its columns, from 1; the end is exclusive. */
export interface DefinitionFinding extends FindingMark {
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A state in the outline of a definition. */
export interface OutlineState {
  /** Its id in graphs and addresses. */
  readonly path: string;
  readonly name: string;
  readonly type: StateType;
  readonly depth: number;
  readonly branch?: number;
  /** Whether its scope reaches it by Catch alone. */
  readonly handlesErrors: boolean;
  /** Its first and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  readonly errors: number;
  readonly warnings: number;
  /** How many cases enter it. */
  readonly cases: number;
}

/** What no case reaches. */
export interface UncoveredPart {
  readonly path: string;
  readonly description: string;
  /** What would reach it. */
  readonly hint: string;
  readonly line: number;
}

/** A definition as its page shows it. */
export interface DefinitionView extends DefinitionRow {
  /** In the order of the file. */
  readonly findings: readonly DefinitionFinding[];
  /** Whether graph and outline are those of the file as it is now. */
  readonly isDrawn: boolean;
  /** Why they are not: the finding to begin with. */
  readonly banner?: Pick<DefinitionFinding, 'line' | 'message' | 'help'>;
  readonly outline: readonly OutlineState[];
  readonly caseRows: readonly CaseRow[];
  readonly caseFile?: string;
  readonly uncovered: readonly UncoveredPart[];
  /** What is painted on the graph: findings and coverage. */
  readonly overlays: Overlays;
}

/** Returns a definition with its findings, its states and its cases. */
export function definitionView(entry: BookEntry, cases: CaseReport): DefinitionView {
  const { drawable, diagnostics, isDrawn, caseFile } = entry;
  const findings = diagnostics.map((diagnostic) => findingOf(diagnostic, drawable));
  const caseRows = cases.kind === 'running' || cases.kind === 'done' ? cases.rows : [];
  const [first] = findings;
  return {
    ...definitionRow(entry, cases),
    findings,
    isDrawn,
    ...(isDrawn || first === undefined ? {} : { banner: first }),
    outline: drawable === undefined ? [] : outlineOf(drawable, findings, caseRows),
    caseRows,
    ...(caseFile === undefined ? {} : { caseFile }),
    uncovered: drawable === undefined ? [] : uncoveredIn(drawable, cases),
    overlays: {
      findings,
      ...(cases.kind === 'done' && drawable !== undefined
        ? { coverage: coverageMarks(drawable.graph.scope, cases.coverage.uncovered) }
        : {}),
    },
  };
}

/** The lines of a definition. A piece that is marked names the finding at this index. */
export function definitionText({ text, diagnostics }: BookEntry): {
  readonly lines: readonly (readonly LinePiece[])[];
} {
  const ranges = diagnostics.map(({ span }, mark) => ({
    start: span.start.offset,
    end: Math.max(span.end.offset, span.start.offset + 1),
    mark,
  }));
  return { lines: tokenLines(definitionTokens(text), ranges) };
}

function findingOf(
  { severity, ruleId, message, help, span, path }: Diagnostic,
  drawable: DrawableDefinition | undefined,
): DefinitionFinding {
  const name = path === undefined ? undefined : locateField(path).stateName;
  const state = name === undefined ? undefined : drawable?.tree.byName.get(name)?.path;
  return {
    ...(state === undefined ? {} : { path: state }),
    severity,
    ruleId,
    message,
    ...(help === undefined ? {} : { help }),
    line: span.start.line,
    column: span.start.column,
    endLine: span.end.line,
    endColumn: span.end.column,
  };
}

function outlineOf(
  { tree, parsed, definition }: DrawableDefinition,
  findings: readonly DefinitionFinding[],
  cases: readonly CaseRow[],
): OutlineState[] {
  const fields = new Map(statesOf(definition).map(({ name, path }) => [name, path]));
  return tree.nodes.map(({ path, name, type, depth, branch, handlesErrors }) => {
    const field = fields.get(name) ?? [];
    const own = findings.filter((finding) => finding.path === path);
    return {
      path,
      name,
      type,
      depth,
      ...(branch === undefined ? {} : { branch }),
      handlesErrors,
      line: parsed.keySpanOf(field).start.line,
      endLine: parsed.spanOf(field).end.line,
      errors: own.filter(({ severity }) => severity === 'error').length,
      warnings: own.filter(({ severity }) => severity === 'warning').length,
      cases: cases.filter(({ states }) => states.includes(name)).length,
    };
  });
}

function uncoveredIn({ tree }: DrawableDefinition, cases: CaseReport): UncoveredPart[] {
  if (cases.kind !== 'done') return [];
  return cases.coverage.uncovered.map(({ state, description, hint, span }) => ({
    path: tree.byName.get(state)?.path ?? state,
    description,
    hint,
    line: span.start.line,
  }));
}
