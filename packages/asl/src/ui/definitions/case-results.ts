import { type CaseResult, type Coverage, openCaseFile } from '../../interpreter/cases';
import type { BookEntry } from './definition-book';
import { asUserError } from './readable-problem';

/** A case and how it went. */
export interface CaseRow {
  readonly name: string;
  /** In the cases file, from 1. */
  readonly line: number;
  readonly passed: boolean;
  readonly status: string;
  /** Simulated milliseconds. */
  readonly duration: number;
  /** Names of the states that it entered, each once. */
  readonly states: readonly string[];
  /** What it should have done and did not. */
  readonly unmet: readonly { readonly line: number; readonly message: string }[];
}

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

/** Runs the cases of definitions in the background, one file after the other. Guards that the same inputs are run once. */
export class CaseResults {
  private readonly kept = new Map<string, Kept>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private isBusy = false;
  private askedAt = 0;

  /**
   * @param onChange called when the cases of a file have ended, and every few seconds until then
   * @param quietMilliseconds without a request before cases are run: a page that opens reads its graph first
   */
  constructor(
    private readonly onChange: () => void,
    private readonly quietMilliseconds: number,
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
    void this.work();
    return kept.report;
  }

  /** A page has asked for something: cases that have not begun wait a little. */
  asked(): void {
    this.askedAt = performance.now();
  }

  private async work(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    // A request that waits is answered first.
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      while (performance.now() - this.askedAt < this.quietMilliseconds) await sleep(this.quietMilliseconds / 5);
      await next();
    }
    this.isBusy = false;
  }

  private async run(caseFile: string, kept: Kept, isWanted: () => boolean): Promise<void> {
    if (!isWanted()) return;
    try {
      const suite = openCaseFile(caseFile);
      const { cases } = suite.caseFile;
      const results: CaseResult[] = [];
      let told = performance.now();
      for (const test of cases) {
        results.push(await suite.run(test));
        kept.report = { kind: 'running', file: caseFile, rows: results.map(rowOf), total: cases.length };
        await eventLoopTurn();
        if (!isWanted()) return;
        if (performance.now() - told < tellEvery) continue;
        told = performance.now();
        this.onChange();
      }
      const coverage = suite.coverage(results);
      kept.report = { kind: 'done', file: caseFile, rows: results.map(rowOf), total: cases.length, coverage };
    } catch (error) {
      kept.report = { kind: 'blocked', file: caseFile, problem: problemOf(error) };
    }
    if (isWanted()) this.onChange();
  }
}

function rowOf({ test, run, unmet }: CaseResult): CaseRow {
  const { status, startDate, stopDate = startDate } = run.record;
  return {
    name: test.name,
    line: test.span.start.line,
    passed: unmet.length === 0,
    status,
    duration: stopDate - startDate,
    states: [...new Set(run.path)],
    unmet: unmet.map(({ span, message }) => ({ line: span.start.line, message })),
  };
}

/** A defect of the runner is shown, too: it does not end the page. */
function problemOf(error: unknown): string {
  const readable = asUserError(error);
  return readable instanceof Error ? (readable.message.split('\n')[0] as string) : String(readable);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
