import type { TestedFile, TestResults } from './test-results';

/** The results as JUnit XML, a test suite for each cases file. */
export function testResultsAsJunit({ files, durationMs }: TestResults): string {
  const all = files.flatMap(({ results }) => results);
  const counts = countsOf(all);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="asl test" ${counts} time="${seconds(durationMs)}">
${files.map(suiteXml).join('\n')}
</testsuites>
`;
}

function suiteXml({ suite: { caseFile }, results }: TestedFile): string {
  const time = results.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const cases = results.map(({ test, unmet, durationMs }) => {
    const attributes = `name="${escapeXml(test.name)}" classname="${escapeXml(caseFile.definitionFile)}" file="${escapeXml(caseFile.file)}" line="${test.span.start.line}" time="${seconds(durationMs)}"`;
    if (unmet.length === 0) return `    <testcase ${attributes}/>`;
    const failures = unmet.map(({ expectation, message, lines = [], span }) => {
      const text = [`${span.file}:${span.start.line}:${span.start.column}`, ...lines].join('\n');
      return `      <failure message="${escapeXml(`${expectation}: ${message}`)}">${escapeXml(text)}</failure>`;
    });
    return `    <testcase ${attributes}>\n${failures.join('\n')}\n    </testcase>`;
  });
  const heading = `name="${escapeXml(caseFile.file)}" ${countsOf(results)} time="${seconds(time)}"`;
  return `  <testsuite ${heading}>\n${cases.join('\n')}\n  </testsuite>`;
}

function countsOf(results: TestedFile['results']): string {
  const failed = results.filter(({ unmet }) => unmet.length > 0).length;
  return `tests="${results.length}" failures="${failed}" errors="0" skipped="0"`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** The sign that begins an entity comes first. */
const entities = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\n', '&#10;'],
] as const;

/** Characters that XML 1.0 cannot hold become a replacement character. */
function escapeXml(text: string): string {
  const held = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu, '\ufffd');
  return entities.reduce((escapedSoFar, [character, entity]) => escapedSoFar.replaceAll(character, entity), held);
}
