import { labelOf } from '../reading/identity';
import { signTest } from '../scoring/statistics/sign-test';
import type { Baseline, BaselineDocument } from './baseline';

/** Documents in which a field changed between right and not right. */
export interface FieldChange {
  readonly field: string;
  readonly losses: readonly string[];
  readonly gains: readonly string[];
  /** Of the sign test; from 20 changes up. */
  readonly probability?: number;
  readonly isWorse: boolean;
}

/** An evaluation compared with its baseline, document by document. */
export interface BaselineComparison {
  /** The model and the prompt of the baseline. */
  readonly baseline: string;
  /** Documents that both have, with the same bytes and labels. */
  readonly common: number;
  /** Not compared: only here, only in the baseline, or not the same any more. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** Fields with a change, in the order of their names. */
  readonly fields: readonly FieldChange[];
  readonly newSilentErrors: readonly string[];
  readonly formerSilentErrors: readonly string[];
  readonly isWorse: boolean;
}

/** From so many changes up, chance decides whether losses count. */
const changesForTest = 20;
const significant = 0.05;

/** Compares pairs. It is worse if a document has become a silent error, or if a field has lost more than it gained. */
export function compareWithBaseline(now: Baseline, before: Baseline): BaselineComparison {
  const names = Object.keys(now.documents);
  const pairs = Object.entries(now.documents).flatMap(([name, document]): Pair[] => {
    const former = before.documents[name];
    return former !== undefined && isSame(document, former) ? [{ name, now: document, before: former }] : [];
  });
  const common = pairs.map(({ name }) => name);
  const fields = changesOf(pairs);
  const silent = (was: boolean, is: boolean): readonly string[] =>
    pairs.filter((pair) => pair.before.isSilentError === was && pair.now.isSilentError === is).map(({ name }) => name);
  const newSilentErrors = silent(false, true);
  return {
    baseline: labelOf(before.identity),
    common: common.length,
    added: names.filter((name) => before.documents[name] === undefined),
    removed: Object.keys(before.documents).filter((name) => now.documents[name] === undefined),
    changed: names.filter((name) => before.documents[name] !== undefined && !common.includes(name)),
    fields,
    newSilentErrors,
    formerSilentErrors: silent(true, false),
    isWorse: newSilentErrors.length > 0 || fields.some(({ isWorse }) => isWorse),
  };
}

function isSame(a: BaselineDocument, b: BaselineDocument): boolean {
  return a.document === b.document && a.labels === b.labels;
}

interface Pair {
  readonly name: string;
  readonly now: BaselineDocument;
  readonly before: BaselineDocument;
}

function changesOf(pairs: readonly Pair[]): readonly FieldChange[] {
  const changes = new Map<string, { losses: string[]; gains: string[] }>();
  for (const { name, now, before } of pairs) {
    for (const [field, verdict] of Object.entries(now.fields)) {
      const [was, is] = [isRight(before.fields[field]), isRight(verdict)];
      if (was === is) continue;
      const change = changes.get(field) ?? { losses: [], gains: [] };
      (was ? change.losses : change.gains).push(name);
      changes.set(field, change);
    }
  }
  return [...changes].map(([field, change]) => judgeChange(field, change)).sort((a, b) => (a.field < b.field ? -1 : 1));
}

function judgeChange(field: string, { losses, gains }: Pick<FieldChange, 'losses' | 'gains'>): FieldChange {
  const isLower = losses.length > gains.length;
  if (losses.length + gains.length < changesForTest) return { field, losses, gains, isWorse: isLower };
  const probability = signTest(losses.length, gains.length);
  return { field, losses, gains, probability, isWorse: isLower && probability < significant };
}

function isRight(verdict: string | undefined): boolean {
  return verdict === 'right' || verdict === 'absent';
}
