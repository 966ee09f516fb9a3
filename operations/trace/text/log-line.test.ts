import { invocationReports } from '../price/invocation-reports';
import { isOfLambda, logText } from './log-line';

const at = '2026-01-01T00:00:00.000Z';

describe('a line of a function', () => {
  it('is level, message and the keys that the story does not have yet', () => {
    const line = {
      level: 'INFO',
      message: 'taken',
      timestamp: at,
      documentId: 'd',
      pages: 2,
      contentType: 'application/pdf',
    };
    expect(logText(JSON.stringify(line))).toBe('INFO taken pages=2 contentType=application/pdf');
  });

  it('is one line, and as it is if it is not JSON', () => {
    expect(logText('TypeError: total is undefined\n    at readTotal')).toBe(
      'TypeError: total is undefined at readTotal',
    );
    expect([...logText(`{"message":"${'x'.repeat(1_000)}"}`)]).toHaveLength(300);
  });

  it('is left out if Lambda wrote it', () => {
    expect(['START RequestId: 1 Version: 1', 'REPORT RequestId: 1', 'restart'].map(isOfLambda)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

it('an invocation is billed as its report says', () => {
  const reports = [
    'REPORT RequestId: 1 Duration: 336 ms Memory Size: 2048 MB',
    'REPORT RequestId: 2\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 256 MB\tMax Memory Used: 80 MB\t',
    '{"message":"REPORT RequestId: 3 Duration: 1 ms Memory Size: 1 MB"}',
  ];
  expect(invocationReports(reports.map((text) => ({ at, text })))).toEqual([
    { durationMilliseconds: 336, memoryMegabytes: 2048 },
    { durationMilliseconds: 13, memoryMegabytes: 256 },
  ]);
});
