import type { CandidateEvaluation } from '../evaluation';
import type { Summary } from '../scoring/summary';
import { formatDollars, percent, seconds, thousands } from './words';

/** How far the confidence can be relied on. */
export function calibrationLines({ calibration }: Summary): readonly string[] {
  const { count, brier, ece, bins, isBlind, meanRight, meanWrong } = calibration;
  if (count === 0 || brier === undefined) return [];
  const eceText = ece === undefined ? '' : `, ECE ${ece.toFixed(3)}`;
  const means = [
    ...(meanRight === undefined ? [] : [`${meanRight.toFixed(2)} where all is right`]),
    ...(meanWrong === undefined ? [] : [`${meanWrong.toFixed(2)} where something is wrong or missing`]),
  ];
  return [
    '',
    `  confidence of ${count} document(s): Brier ${brier.toFixed(3)}${eceText}; mean ${means.join(', ')}`,
    ...(isBlind ? ['  ! the confidence does not separate right from wrong'] : []),
    ...bins.map(
      (bin) =>
        `    ${bin.low.toFixed(2)}–${bin.high.toFixed(2)}  ${percent(bin.rightShare)} of ${bin.count} right, mean confidence ${bin.meanConfidence.toFixed(2)}`,
    ),
  ];
}

/** Describes what the readings took. */
export function effortLines({ effort, flips, modelsAnswered, scores }: CandidateEvaluation): readonly string[] {
  const { calls, failedCalls, inputTokens, outputTokens, cachedTokens, uncounted, repairs, retries } = effort;
  const time =
    effort.seconds === undefined
      ? []
      : [
          `p50 ${seconds(effort.seconds.p50)}, p95 ${seconds(effort.seconds.p95)}, max ${seconds(effort.seconds.max)} a call`,
        ];
  const cached = scores.filter((score) => score.kind === 'scored' && score.isCached).length;
  const price =
    effort.dollarsPerThousand === undefined
      ? ['price not known']
      : [`${formatDollars(effort.dollars ?? 0)}, ${formatDollars(effort.dollarsPerThousand)} per 1,000 documents`];
  return [
    '',
    `  ${calls} call(s)${failedCalls === 0 ? '' : `, ${failedCalls} failed`}: ${thousands(inputTokens)} tokens in (${thousands(cachedTokens)} of a prompt cache), ${thousands(outputTokens)} out${uncounted === 0 ? '' : `, of ${uncounted} call(s) unknown`}; ${repairs} repair(s), ${retries} retries`,
    `  ${[...price, ...time].join('; ')}; ${cached} of ${scores.length} documents read earlier`,
    `  answered by ${modelsAnswered.join(', ') || 'no model'}`,
    ...flips.map(
      ({ document, field, values }) =>
        `  flips: ${document} ${field}, ${values.length} values in ${values.reduce((sum, { count }) => sum + count, 0)} readings`,
    ),
  ];
}
