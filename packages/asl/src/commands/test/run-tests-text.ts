import type {
  Coverage,
  CoverageCount,
  Injection,
  InjectionReport,
  Landing,
  UnmetExpectation,
} from '../../interpreter/cases';
import { createPaint, type Paint, visibleText } from '../../language/terminal';
import type { TestedFile, TestResults, TestSettings } from './test-results';

/** The results as a person reads them: failures with the line of the cases file, then what was covered. */
export function testResultsAsText(results: TestResults, settings: TestSettings): string {
  const colours = createPaint(settings.colour ?? false);
  const blocks = results.files.flatMap((file) => fileBlocks(file, settings, colours));
  const without = results.without.map((file) => `${file}: no cases file`);
  return [...blocks, ...without, summary(results, colours)].join('\n');
}

function fileBlocks(file: TestedFile, settings: TestSettings, colours: Paint): string[] {
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
    `${mark} ${suite.caseFile.file}: ${passed} of ${plural(results.length, 'case')} passed`,
    ...assumptionLines(file),
    ...coverageLines(coverage, settings, colours),
    ...(injected === undefined ? [] : injectionLines(injected, colours)),
  ];
}

function unmetLines({ expectation, message, lines = [], span }: UnmetExpectation, colours: Paint): string[] {
  const location = colours.dim(`${span.file}:${span.start.line}:${span.start.column}`);
  return [
    `    ${location}`,
    `    ${expectation}: ${visibleText(message)}`,
    ...lines.map((line) => `        ${paintLine(line, colours)}`),
  ];
}

function paintLine(line: string, colours: Paint): string {
  if (line.startsWith('- ')) return colours.red(line);
  return line.startsWith('+ ') ? colours.green(line) : line;
}

function assumptionLines({ suite: { machine } }: TestedFile): string[] {
  if (machine.assumed.length === 0) return [];
  const values = machine.assumed.map(({ name, value }) => `\${${name}} = ${value}`);
  return [`  placeholders without a value in \`substitutions\` use these: ${values.join(', ')}`];
}

function coverageLines(coverage: Coverage, settings: TestSettings, colours: Paint): string[] {
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

function injectionLines({ injections, unreached }: InjectionReport, colours: Paint): string[] {
  const states = [...new Set(injections.map(({ state }) => state))];
  const lines = states.flatMap((state) => {
    const own = injections.filter((injection) => injection.state === state);
    const landings = [...new Set(own.map(landingText))];
    const errorsBy = (landing: string) => own.filter((each) => landingText(each) === landing).map(({ error }) => error);
    return [
      `    ${colours.bold(state)} ${colours.dim(`(case: ${own[0]?.caseName})`)}`,
      ...landings.flatMap((landing) => [`      ${landing}`, `          ${colours.dim(errorsBy(landing).join(', '))}`]),
    ];
  });
  return ['  where injected errors end:', ...lines, ...unreached.map((state) => `    ${state}: no case reaches it`)];
}

/** Returns the same text for errors with the same path. */
function landingText({ error, once, always }: Injection): string {
  const first = describeLanding(once, error);
  const every = describeLanding(always, error);
  return first === every ? `once or at every call: ${first}` : `once: ${first}; at every call: ${every}`;
}

function describeLanding({ state, status, error, refusal }: Landing, injected: string): string {
  if (refusal !== undefined) return `${state}, then ${refusal}`;
  if (error === undefined) return `${state} → ${status}`;
  return `${state} → ${status} with ${error === injected ? 'that error' : error}`;
}

function summary({ files, durationMs }: TestResults, colours: Paint): string {
  const all = files.flatMap(({ results }) => results);
  const failed = all.filter(({ unmet }) => unmet.length > 0).length;
  const seconds = (durationMs / 1000).toFixed(1);
  const text =
    failed === 0
      ? all.length === 1
        ? 'the case passed'
        : `all ${all.length} cases passed`
      : `${failed} of ${plural(all.length, 'case')} failed`;
  return `\n${failed === 0 ? colours.green(text) : colours.red(text)} (${seconds} s)`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
