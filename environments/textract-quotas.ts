import { memberOf } from '@document-pipelines/asl/definition';
/** Textract's quotas in calls per second. */
export interface TextractQuotas {
  readonly detectDocumentTextPerSecond: number;
  readonly startDocumentTextDetectionPerSecond: number;
}

/**
 * Returns Textract's default quotas in a region; an account may have higher ones (then the environment file sets them).
 * https://docs.aws.amazon.com/general/latest/gr/textract.html
 */
export function defaultTextractQuotas(region: string): TextractQuotas {
  const [detect, start] = memberOf(callsPerSecond, region) ?? [1, 1];
  return { detectDocumentTextPerSecond: detect, startDocumentTextDetectionPerSecond: start };
}

/** DetectDocumentText and StartDocumentTextDetection; every region that is not named here: 1 and 1. */
const callsPerSecond: Readonly<Record<string, readonly [detect: number, start: number]>> = {
  'us-east-1': [25, 15],
  'us-west-2': [25, 15],
  'us-east-2': [10, 5],
  'eu-west-1': [5, 5],
  'ap-south-1': [5, 5],
};
