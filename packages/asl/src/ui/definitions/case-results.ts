import type { Coverage } from '../../interpreter/cases';
import type { BookEntry } from './definition-book';
import type { DefinitionWork } from './definition-files';
import { asUserError } from './readable-problem';
import type { CaseRow } from './run-cases';

/** How the cases of a definition are doing. */
export type CaseReport =
  | { readonly kind: 'none' }
  /** They cannot be run: the definition or the cases have errors. */
  | { readonly kind: 'blocked'; readonly file: string; readonly problem: string }
  | { readonly kind: 'running'; readonly file: string; readonly rows: readonly CaseRow[]; readonly total: number }
  | {
      readonly kind: 'done';
      readonly file: string;
      readonly rows: readonly CaseRow[];
      readonly total: number;
      readonly coverage: Coverage;
    };

const tellEvery = 2_000;

interface Kept {
  readonly inputs: string;
  report: CaseReport;
}

/** Has the cases of definitions run in the background, one file after the other. Guards that the same inputs are run once. */
export class CaseResults {
  private readonly kept = new Map<string, Kept>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private isBusy = false;

  /** @param onChange called when the cases of a file have ended, and every few seconds until then */
  constructor(
    private readonly work: Pick<DefinitionWork, 'runCases'>,
    private readonly onChange: () => void,
  ) {}

  /** Returns what is known now. Cases that have not been run with these inputs are run next. */
  of(entry: BookEntry): CaseReport {
    const { file, inputs, caseFile } = entry;
    if (caseFile === undefined) return { kind: 'none' };
    const known = this.kept.get(file);
    if (known?.inputs === inputs) return known.report;
    const kept: Kept = { inputs, report: { kind: 'running', file: caseFile, rows: [], total: 0 } };
    this.kept.set(file, kept);
    this.waiting.push(() => this.run(caseFile, kept, () => this.kept.get(file) === kept));
    void this.runWaiting();
    return kept.report;
  }

  /** Something has changed: cases that could not be run are tried again. A file may have been read while it was written. */
  retry(): void {
    for (const [file, { report }] of this.kept) if (report.kind === 'blocked') this.kept.delete(file);
  }

  private async runWaiting(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) await next();
    this.isBusy = false;
  }

  private async run(caseFile: string, kept: Kept, isWanted: () => boolean): Promise<void> {
    if (!isWanted()) return;
    const outdated = new AbortController();
    const rows: CaseRow[] = [];
    let told = performance.now();
    const onRow = (row: CaseRow, total: number): void => {
      rows.push(row);
      if (!isWanted()) {
        outdated.abort();
        return;
      }
      kept.report = { kind: 'running', file: caseFile, rows: [...rows], total };
      if (performance.now() - told < tellEvery) return;
      told = performance.now();
      this.onChange();
    };
    try {
      const coverage = await this.work.runCases(caseFile, { onRow, signal: outdated.signal });
      kept.report = { kind: 'done', file: caseFile, rows, total: rows.length, coverage };
    } catch (error) {
      kept.report = { kind: 'blocked', file: caseFile, problem: problemOf(error) };
    }
    if (isWanted()) this.onChange();
  }
}

/** A defect of the runner is shown, too: it does not end the page. */
function problemOf(error: unknown): string {
  const readable = asUserError(error);
  return readable instanceof Error ? (readable.message.split('\n')[0] as string) : String(readable);
}
