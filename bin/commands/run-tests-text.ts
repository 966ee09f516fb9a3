import { createColors } from 'picocolors';
import type { Coverage, CoverageCount, InjectionReport, Landing, UnmetExpectation } from '../../interpreter/cases';
import type { TestedFile, TestResults, TestSettings } from './run-tests';

type Colours = ReturnType<typeof createColors>;

/** The results as a person reads them: failures with the line of the cases file, then what was covered. */
export function testResultsAsText(results: TestResults, settings: TestSettings): string {
  const colours = createColors(settings.colour ?? false);
  const blocks = results.files.flatMap((file) => fileBlocks(file, settings, colours));
  const without = results.without.map((file) => `${file}: no cases beside it`);
  return [...blocks, ...without, summary(results, colours)].join('\n');
}

function fileBlocks(file: TestedFile, settings: TestSettings, colours: Colours): string[] {
  const { suite, results, coverage, injected } = file;
  const failed = results.filter(({ unmet }) => unmet.length > 0);
  const failures = failed.map(({ test, unmet }) =>
    [`${colours.red('✗')} ${colours.bold(test.name)}`, ...unmet.flatMap((each) => unmetLines(each, colours))].join(
      '\n',
    ),
  );
  const passed = results.length - failed.length;
  const mark = failed.length === 0 ? colours.green('✓') : colours.red('✗');
  return [
    ...failures.map((failure) => `${failure}\n`),
    `${mark} ${suite.caseFile.file}: ${passed} of ${plural(results.length, 'case')} hold${results.length === 1 ? 's' : ''}`,
    ...assumed(file),
    ...coverageLines(coverage, settings, colours),
    ...(injected === undefined ? [] : injectionLines(injected, colours)),
  ];
}

function unmetLines({ expectation, message, lines = [], span }: UnmetExpectation, colours: Colours): string[] {
  const place = colours.dim(`${span.file}:${span.start.line}:${span.start.column}`);
  return [
    `    ${place}`,
    `    ${expectation}: ${message}`,
    ...lines.map((line) => `        ${painted(line, colours)}`),
  ];
}

function painted(line: string, colours: Colours): string {
  if (line.startsWith('- ')) return colours.red(line);
  return line.startsWith('+ ') ? colours.green(line) : line;
}

function assumed({ suite: { machine } }: TestedFile): string[] {
  if (machine.assumed.length === 0) return [];
  const values = machine.assumed.map(({ name, value }) => `\${${name}} = ${value}`);
  return [`  placeholders without a value in \`substitutions\` were given one: ${values.join(', ')}`];
}

function coverageLines(coverage: Coverage, settings: TestSettings, colours: Colours): string[] {
  const { states, transitions, catchers, choiceRules, retriers, uncovered } = coverage;
  const counts: [string, CoverageCount][] = [
    ['states', states],
    ['transitions', transitions],
    ['catchers', catchers],
    ['choice rules', choiceRules],
    ['retriers', retriers],
  ];
  const line = counts.map(([name, { covered, total }]) => `${name} ${covered}/${total}`).join(', ');
  if (settings.coverage !== true || uncovered.length === 0) return [`  covered: ${line}`];
  const missing = uncovered.flatMap(({ span, description, hint }) => [
    `    ${colours.dim(`${span.file}:${span.start.line}`)} ${description}`,
    `        ${hint}`,
  ]);
  return [`  covered: ${line}`, '  not covered:', ...missing];
}

function injectionLines({ injections, unreached }: InjectionReport, colours: Colours): string[] {
  const width = Math.max(0, ...injections.map(({ error }) => error.length));
  const lines = injections.flatMap((injection, index) => {
    const { state, error, caseName, once, always } = injection;
    const isFirst = injections[index - 1]?.state !== state;
    const heading = isFirst ? [`    ${colours.bold(state)} ${colours.dim(`(case: ${caseName})`)}`] : [];
    return [...heading, `      ${error.padEnd(width)}  once: ${shown(once)};  always: ${shown(always)}`];
  });
  return [
    '  injected errors and where they land:',
    ...lines,
    ...unreached.map((state) => `    ${state}: no case reaches it`),
  ];
}

function shown({ state, status, error, refusal }: Landing): string {
  if (refusal !== undefined) return `${state}, then ${refusal}`;
  return `${state} → ${status}${error === undefined ? '' : ` ${error}`}`;
}

function summary({ files, durationMs }: TestResults, colours: Colours): string {
  const all = files.flatMap(({ results }) => results);
  const failed = all.filter(({ unmet }) => unmet.length > 0).length;
  const seconds = (durationMs / 1000).toFixed(1);
  const text =
    failed === 0 ? `all ${plural(all.length, 'case')} hold` : `${failed} of ${plural(all.length, 'case')} failed`;
  return `\n${failed === 0 ? colours.green(text) : colours.red(text)} (${seconds} s)`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
