import { isInside, isJsonObject, type Json, parseResource } from '../../definition';
import { isJsonataText, type SyntaxNode } from '../../expressions';
import type { CheckedState } from '../checked-state';
import { parseJsonata } from '../jsonata';
import { entriesIn, textsOf } from '../texts';

/** Whether a state takes time by itself: a Wait, a Task that waits for a job, a token or a worker, or a state that contains one. */
export function pauses(state: CheckedState, states: readonly CheckedState[]): boolean {
  if (isPause(state)) return true;
  if (state.type !== 'Map' && state.type !== 'Parallel') return false;
  return states.some((each) => isInside(each.path, state.path) && isPause(each));
}

function isPause({ type, value }: CheckedState): boolean {
  if (type === 'Wait') return true;
  const resource = typeof value['Resource'] === 'string' ? parseResource(value['Resource']) : undefined;
  if (type !== 'Task' || resource === undefined) return false;
  return resource.kind === 'activity' || (resource.kind === 'service' && resource.pattern !== 'requestResponse');
}

const questions = /^(?:get|describe|head|batchGet|check)[A-Z]/;
const pageKeys = /token|marker|cursor|startkey|position|offset|page/i;

/** Whether a Task asks a service how something is, and not for the next page of it. */
export function isQuestion({ type, value, path }: CheckedState): boolean {
  const resource = typeof value['Resource'] === 'string' ? parseResource(value['Resource']) : undefined;
  if (type !== 'Task' || resource?.kind !== 'service' || !questions.test(resource.operation)) return false;
  const given = value['Arguments'] ?? value['Parameters'];
  if (typeof given === 'string') return false;
  return [...entriesIn(given, path)].every(({ key }) => !pageKeys.test(key));
}

const changing = ['Assign', 'Output', 'Parameters', 'Result', 'ResultPath', 'InputPath', 'OutputPath'];

/** Whether a Pass or a Choice passes its input on unchanged, variables included. */
export function changesNothing({ type, value }: CheckedState): boolean {
  if (type !== 'Pass' && type !== 'Choice') return false;
  const rules = Array.isArray(value['Choices']) ? (value['Choices'] as readonly Json[]) : [];
  return [value, ...rules].every((each) => !isJsonObject(each) || changing.every((field) => each[field] === undefined));
}

/** Whether a state of a loop counts, or looks at a clock. */
export function countsOrTimes(state: CheckedState): boolean {
  if (state.type === 'Choice' && JSON.stringify(state.value).includes('"Timestamp')) return true;
  return [...textsOf(state)].some(({ text }) => {
    if (text.startsWith('States.MathAdd') || text.includes('$$.Execution.StartTime')) return true;
    if (!isJsonataText(text)) return false;
    const syntax = parseJsonata(text.slice(2, -2));
    return syntax?.ok !== true || hasCount(syntax.tree);
  });
}

const clocks = ['now', 'millis', 'toMillis'];

function hasCount(tree: SyntaxNode): boolean {
  const open: unknown[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const { type, value } = node as SyntaxNode;
    if (type === 'binary' && (value === '+' || value === '-')) return true;
    if (type === 'variable' && clocks.includes(String(value))) return true;
    open.push(...Object.values(node).filter((each) => each !== undefined));
  }
  return false;
}
