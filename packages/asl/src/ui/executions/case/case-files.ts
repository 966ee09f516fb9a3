import { existsSync, readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { caseFileBeside, nameOf, statesOf } from '../../../interpreter/cases';
import type { StateMachineDefinition } from '../../../language/definition';
import { UserError } from '../../../language/diagnostics';
import { loadDefinition } from '../../../language/load';
import { replaceFile } from '../../../language/named-files';
import type { ReadExecution } from '../../model';
import { caseText } from './case-text';
import type { CopiedCase } from './copied-case';

/** The definitions of a project, on this computer. */
export interface FoundDefinitions {
  /** Returns the files, as they are named to people. */
  find(): readonly string[];
}

/** A definition and the file of its cases, which need not exist yet. */
export interface CaseTarget {
  readonly definitionFile: string;
  readonly caseFile: string;
}

/**
 * Returns the definition that an execution ran, by name: the state machine's may have an environment before or after it. Undefined without
 * one.
 */
export function caseTarget(
  { described }: Pick<ReadExecution, 'described'>,
  { find }: FoundDefinitions,
): CaseTarget | undefined {
  const machine = described.machine.split('/')[0] as string;
  const isNamed = (name: string): boolean =>
    machine === name || machine.endsWith(`-${name}`) || machine.startsWith(`${name}-`);
  const [definitionFile] = find()
    .filter((file) => isNamed(nameOf(file)))
    .sort((a, b) => nameOf(b).length - nameOf(a).length);
  if (definitionFile === undefined) return undefined;
  const stem = definitionFile.replace(/\.asl\.(?:ya?ml|json)$/, '');
  return { definitionFile, caseFile: caseFileBeside(definitionFile) ?? `${stem}.cases.yaml` };
}

/** Appends a case to the file of a definition's cases, and returns its name there. Throws a UserError if it does not fit there. */
export function appendCase({ definitionFile, caseFile }: CaseTarget, copied: CopiedCase, from: string): string {
  refuseMissing(copied);
  refuseOther(definitionFile, copied);
  const before = existsSync(caseFile) ? readFileSync(caseFile, 'utf8') : 'cases:\n';
  const { offset, indent, names } = endOfCases(before, caseFile);
  const test = { ...copied.test, name: freeName(copied.test.name, names) };
  const text = caseText({ ...copied, test }, { from, indent });
  const [head, tail] = [before.slice(0, offset), before.slice(offset)];
  const gap = head.endsWith('\n') ? '' : '\n';
  replaceFile(caseFile, Buffer.from(`${head}${gap}${names.length === 0 ? '' : '\n'}${text}${tail}`));
  return test.name;
}

function refuseMissing({ missing: [first, ...others] }: CopiedCase): void {
  if (first === undefined) return;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  throw new UserError(`the case lacks ${first}${more}`, { help: 'copy the case, and write what is missing' });
}

function refuseOther(definitionFile: string, { test: { mocks = {}, expect = {} } }: CopiedCase): void {
  const { definition } = loadDefinition(definitionFile);
  if (definition === undefined) throw new UserError(`${definitionFile} has mistakes`, { help: 'correct them first' });
  const known = new Set(statesOf(definition.value as unknown as StateMachineDefinition).map(({ name }) => name));
  const other = [...Object.keys(mocks), ...(expect.path ?? [])].find((name) => !known.has(name));
  if (other !== undefined)
    throw new UserError(`${definitionFile} has no state \`${other}\`: it is another version than the execution's`, {
      help: 'copy the case, and change it',
    });
}

/** Where another case is inserted: after the last one, with its indentation. The rest of the file stays as it is. */
function endOfCases(text: string, file: string) {
  const document = parseDocument(text);
  const cases = isMap(document.contents) ? document.get('cases', true) : undefined;
  const isEmpty = cases === undefined || (isScalar(cases) && cases.value === null);
  if (document.errors.length === 0 && isEmpty && !file.endsWith('.json')) {
    const hasKey = /^cases:[ \t]*$/m.test(text);
    if (hasKey && text.trimEnd().endsWith('cases:')) return { offset: text.length, indent: 2, names: [] };
  }
  if (document.errors.length > 0 || !isSeq(cases) || cases.flow === true || cases.range == null)
    throw new UserError(`${file} has no list \`cases\` with one case a line`, {
      help: 'copy the case, and add it there',
    });
  const [start, end] = cases.range;
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lineEnd = text.indexOf('\n', end - 1);
  const names = cases.items.flatMap((item) => (isMap(item) ? [String(item.get('name'))] : []));
  return { offset: lineEnd === -1 ? text.length : lineEnd + 1, indent, names };
}

function freeName(name: string, taken: readonly string[]): string {
  let count = 1;
  const candidate = (): string => (count === 1 ? name : `${name} (${count})`);
  while (taken.includes(candidate())) count += 1;
  return candidate();
}
