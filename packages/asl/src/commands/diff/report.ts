import {
  compareDefinitions,
  count,
  type DefinitionChanges,
  hasChanges,
  type Row,
  reportRows,
  verdict,
} from '../../language/diff';
import { type CaseChanges, caseRows, compareCases, hasCaseChanges } from './compare-cases';
import { comparePrices, type PriceChanges, priceRows } from './compare-prices';
import type { ComparedVersion, Comparison } from './compared-version';

/** What is compared besides the definitions, and how much is shown. */
export interface ReportSettings {
  readonly all: boolean;
  readonly prices: boolean;
}

/** The comparison of two versions. */
export interface Report {
  readonly name: string;
  readonly isChanged: boolean;
  readonly verdict: string;
  readonly rows: readonly Row[];
  /** Absent for a state machine that is new or deleted. */
  readonly changes?: DefinitionChanges;
  readonly cases?: CaseChanges;
  readonly prices?: PriceChanges;
}

/** Compares two versions. */
export async function reportOf(
  { name, old, new: current, risks }: Comparison,
  settings: ReportSettings,
): Promise<Report> {
  if (old === undefined || current === undefined) return existenceReport({ name, old, new: current });
  const changes = compareDefinitions(old.source, current.source);
  const cases = old.cases === undefined ? undefined : compareCases(old.cases.parsed, current.cases?.parsed);
  const isChanged = hasChanges(changes) || (cases !== undefined && hasCaseChanges(cases)) || risks.length > 0;
  const prices = isChanged && settings.prices ? await pricesOf(old, current, cases) : undefined;
  const shown = { all: settings.all };
  const ofCases = cases === undefined ? { risks: [], behaviour: [] } : caseRows(cases, shown);
  const rows = reportRows(
    changes,
    {
      risks: [...risks, ...ofCases.risks],
      behaviour: ofCases.behaviour,
      prices: prices === undefined ? [] : priceRows(prices, shown),
    },
    shown,
  );
  const found = { ...(cases === undefined ? {} : { cases }), ...(prices === undefined ? {} : { prices }) };
  return { name, isChanged, verdict: verdict(changes, rows), rows, changes, ...found };
}

async function pricesOf(old: ComparedVersion, current: ComparedVersion, cases: CaseChanges | undefined) {
  if (old.cases === undefined || current.cases === undefined) return undefined;
  const renamed = new Map(cases?.renamed.map((each) => [each.old, each.new]));
  return comparePrices(old.cases.file, current.cases.file, renamed);
}

function existenceReport({ name, old, new: current }: Omit<Comparison, 'risks'>): Report {
  if (current !== undefined) {
    const { states } = compareDefinitions(current.source, current.source);
    return { name, isChanged: true, verdict: `${name}: new, ${count(states.new.length, 'state')}.`, rows: [] };
  }
  const text = 'the state machine is deleted: executions under way end at their next transition';
  return {
    name,
    isChanged: old !== undefined,
    verdict: `${name}: deleted. 1 line needs a look (!).`,
    rows: [{ sign: '!', subject: name, text }],
  };
}
