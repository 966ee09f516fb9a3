import type { ConformanceReport, Rate } from './report';

/** Thresholds of a folder, in percent. Areas are held to theirs from 20 cases on; smaller ones may miss one case. */
export const thresholds = {
  executions: 98,
  area: 90,
  causes: 90,
  events: 95,
  testState: 98,
  invalid: 97,
  awsMeasured: 97,
  awsCodes: 90,
  iam: 95,
} as const;

const wholeArea = 20;

/** Returns what is below its threshold; an empty array if all is as expected. */
export function belowThresholds(report: ConformanceReport): readonly string[] {
  const { executions } = report;
  const below: string[] = [];
  const expect = (name: string, { pass, total }: Rate, percent: number): void => {
    if (total > 0 && (100 * pass) / total < percent) below.push(`${name}: ${pass} of ${total} is below ${percent} %`);
  };
  if (executions !== undefined) {
    expect('executions', executions, thresholds.executions);
    expect('causes', { pass: executions.causePass, total: executions.causeTotal }, thresholds.causes);
    expect('event sequences', { pass: executions.eventsPass, total: executions.eventsTotal }, thresholds.events);
    for (const [area, rate] of Object.entries(executions.byArea)) {
      if (rate.total >= wholeArea) expect(area, rate, thresholds.area);
      else if (rate.total - rate.pass > 1)
        below.push(`${area}: ${rate.total - rate.pass} misses of ${rate.total}, one is allowed`);
    }
  }
  const none = { pass: 0, total: 0 };
  expect('TestState', report.testState ?? none, thresholds.testState);
  expect('invalid', report.invalid ?? none, thresholds.invalid);
  expect('measured on AWS', report.awsMeasured ?? none, thresholds.awsMeasured);
  expect("AWS's codes", report.awsCodes ?? none, thresholds.awsCodes);
  expect('deployed roles', report.iam ?? none, thresholds.iam);
  return below;
}
