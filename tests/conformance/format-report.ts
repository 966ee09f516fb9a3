import type { ConformanceReport, ExecutionsReport, Miss, PlainReport, Rate } from './report';
import { belowThresholds } from './thresholds';

/** The report for a person. */
export function formatReport(report: ConformanceReport): string {
  const { executions, unreadable = [] } = report;
  const below = belowThresholds(report);
  const plain: Readonly<Record<string, PlainReport | undefined>> = {
    TestState: report.testState,
    rejections: report.validation,
    'variable references': report.variableReferences,
    valid: report.valid,
    'valid, of a test suite': report.extraValid,
    invalid: report.invalid,
    'measured on AWS': report.awsMeasured,
    "  AWS's codes": report.awsCodes,
    'deployed roles': report.iam,
    '  with stopping, redriving': report.iam && { ...report.iam, pass: report.iam.strictPass, failures: [] },
    'definitions in files': report.definitions,
  };
  return [
    ...(executions === undefined ? [] : executionLines(executions)),
    ...Object.entries(plain).flatMap(([name, each]) => (each === undefined ? [] : [line(name, each)])),
    ...(below.length === 0 ? [] : ['', 'below what is expected:', ...below.map((each) => `  ${each}`)]),
    '',
    ...[executions, ...Object.values(plain)].flatMap((each) => missLines(each?.failures ?? [])),
    ...missLines(executions?.misses ?? []),
    ...missLines(report.iam?.unexercised ?? []),
    ...(unreadable.length === 0 ? [] : [`could not be read: ${unreadable.length}`, ...missLines(unreadable)]),
  ].join('\n');
}

function executionLines(report: ExecutionsReport): string[] {
  return [
    line('executions', report),
    line('  causes', { pass: report.causePass, total: report.causeTotal }),
    line('  state sequences', { pass: report.sequencePass, total: report.sequenceTotal }),
    line('  event sequences', { pass: report.eventsPass, total: report.eventsTotal }),
    line('  service requests', { pass: report.requestsPass, total: report.requestsTotal }),
    '',
    ...Object.entries(report.byArea).map(([area, each]) => line(`  ${area}`, each)),
    '',
  ];
}

function missLines(misses: readonly Miss[]): string[] {
  return misses.map(({ id, why }) => `${id}\n    ${why}`);
}

function line(name: string, { pass, total }: Rate): string {
  const percent = total === 0 ? '–' : `${((100 * pass) / total).toFixed(1)} %`;
  return `${name.padEnd(26)}${String(pass).padStart(5)} of ${String(total).padStart(4)}  ${percent}`;
}
