import type { StateMachineDefinition } from '../../../language/definition';
import { type Diagnostic, didYouMean } from '../../../language/diagnostics';
import { statesOf } from '../coverage/coverage-items';
import type { CaseFile } from './test-case';

type Path = readonly (string | number)[];

/**
 * Returns warnings for states that a cases file names and its definition does not have, or that make no call: most
 * likely misspelt.
 */
export function caseReferences(caseFile: CaseFile, definition: StateMachineDefinition): Diagnostic[] {
  const states = statesOf(definition);
  const known = states.map(({ name }) => name);
  const callers = states.filter(({ state }) => state.Type === 'Task' || state.Type === 'Map').map(({ name }) => name);
  const { parsed } = caseFile;
  const unknown = (name: string, path: Path, among: readonly string[]): Diagnostic[] => {
    if (among.includes(name)) return [];
    const isState = known.includes(name);
    return [
      {
        severity: 'error',
        ruleId: 'unknown-case-state',
        message: isState ? `\`${name}\` calls nothing` : `\`${name}\` is no state of ${caseFile.definitionFile}`,
        span: typeof path.at(-1) === 'number' ? parsed.spanOf(path) : parsed.keySpanOf(path),
        help: isState ? 'only Tasks call' : didYouMean(name, among),
      },
    ];
  };
  const keysAt = (path: Path): string[] => Object.keys(valueAt(caseFile, path) ?? {});
  const inMocks = (path: Path) => keysAt(path).flatMap((name) => unknown(name, [...path, name], callers));
  return [
    ...inMocks(['mocks']),
    ...caseFile.cases.flatMap(({ expect }, index) => [
      ...inMocks(['cases', index, 'mocks']),
      ...keysAt(['cases', index, 'expect', 'calls']).flatMap((name) =>
        unknown(name, ['cases', index, 'expect', 'calls', name], callers),
      ),
      ...(expect.path ?? []).flatMap((name, at) => unknown(name, ['cases', index, 'expect', 'path', at], known)),
    ]),
  ];
}

function valueAt({ parsed }: CaseFile, path: Path): object | undefined {
  let placed: typeof parsed.placed | undefined = parsed.placed;
  for (const step of path) placed = placed?.children?.get(step)?.placed;
  return typeof placed?.value === 'object' && placed.value !== null ? placed.value : undefined;
}
