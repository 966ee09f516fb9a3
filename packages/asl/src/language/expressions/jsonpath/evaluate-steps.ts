import { isJsonObject, type Json } from '../../definition';
import { StatesError } from '../states-error';
import { areDefinite, type PathStep } from './json-path-syntax';
import { compileFilter, type ItemTest } from './match-filter';

/** Reads steps from a start value. Definite steps without a value return undefined; indefinite ones then return []. */
export type StepsReader = (start: Json) => Json | undefined;

/** Compiles steps to one function. Definite steps return a value, indefinite ones an array, empty without a match. */
export function compileSteps(steps: readonly PathStep[]): StepsReader {
  if (areDefinite(steps)) return compileDefinite(steps);
  const indefiniteAt = steps.findIndex((step) => !areDefinite([step]) || isManyNamesInside(step));
  const readPrefix = compileDefinite(steps.slice(0, indefiniteAt));
  const spreads = compileSpreads(steps.slice(indefiniteAt));
  return (start) => {
    const at = readPrefix(start);
    if (at === undefined) return [];
    const isInTime = timeGuard();
    let found: readonly Json[] = [at];
    for (const spread of spreads) {
      const next: Json[] = [];
      for (const each of found) if (isInTime() && isBounded(next)) spread(each, start, next);
      found = next;
    }
    return found;
  };
}

function isManyNamesInside(step: PathStep): boolean {
  return step.kind === 'members' && step.names.length > 1;
}

function compileDefinite(steps: readonly PathStep[]): StepsReader {
  const reads = steps.map(compileRead);
  const only = reads.length === 1 ? reads[0] : undefined;
  if (only !== undefined) return only;
  return (start) => {
    let value: Json | undefined = start;
    for (const read of reads) {
      value = read(value);
      if (value === undefined) return undefined;
    }
    return value;
  };
}

function compileRead(step: PathStep): StepsReader {
  if (step.kind === 'members') {
    const [name = ''] = step.names;
    return step.names.length === 1 ? (value) => memberOf(value, name) : (value) => selection(value, step.names);
  }
  const index = step.kind === 'indexes' ? (step.indexes[0] ?? 0) : 0;
  return (value) => (Array.isArray(value) ? (value.at(index) as Json | undefined) : undefined);
}

/** An own member; what an object inherits (`constructor`, `__proto__`) is not there. */
export function memberOf(value: Json, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function selection(value: Json, names: readonly string[]): Json | undefined {
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name] as Json]),
  );
}

type Spread = (value: Json, root: Json, into: Json[]) => void;

function compileSpreads(steps: readonly PathStep[]): Spread[] {
  const spreads: Spread[] = [];
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at] as PathStep;
    const next = steps[at + 1];
    if (step.kind !== 'deepScan' || next === undefined) spreads.push(compileSpread(step));
    else {
      spreads.push(scanning(next));
      at++;
    }
  }
  return spreads;
}

function compileSpread(step: PathStep): Spread {
  switch (step.kind) {
    case 'members':
      return (value, _root, into) => {
        for (const name of step.names) pushPresent(memberOf(value, name), into);
      };
    case 'indexes':
      return (value, _root, into) => {
        if (Array.isArray(value)) for (const index of step.indexes) pushPresent(value.at(index), into);
      };
    case 'slice':
      return (value, _root, into) => {
        if (Array.isArray(value)) for (const item of sliceItems(value, step)) into.push(item);
      };
    case 'wildcard':
      return (value, _root, into) => {
        for (const child of childrenOf(value)) into.push(child);
      };
    case 'filter':
      return filtering(compileFilter(step.filter, compileSteps));
    case 'deepScan':
      return (value, _root, into) => forEachNode(value, (node) => into.push(node));
    default:
      return step satisfies never;
  }
}

/** A filter keeps the items of an array that pass, and an object that passes itself. */
function filtering(passes: ItemTest): Spread {
  return (value, root, into) => {
    const isInTime = timeGuard();
    const items: readonly Json[] = Array.isArray(value) ? value : isJsonObject(value) ? [value] : [];
    for (const item of items) if (isInTime() && passes(item, root)) into.push(item);
  };
}

function scanning(step: PathStep): Spread {
  if (step.kind === 'filter') {
    const passes = compileFilter(step.filter, compileSteps);
    return (value, root, into) => {
      const isInTime = timeGuard();
      forEachNode(value, (node) => isInTime() && passes(node, root) && into.push(node));
    };
  }
  const spread = compileSpread(step);
  return (value, root, into) => forEachNode(value, (node) => spread(node, root, into));
}

const timeLimitMilliseconds = 2_000;

/** The most values that one step may find: far more than fit into 256 KiB. */
const maxFound = 250_000;

/** True until too much is found, then an error: wildcards after deep scans find the same values again and again. */
function isBounded(found: readonly Json[]): boolean {
  if (found.length <= maxFound) return true;
  throw new StatesError('States.Runtime', `A JSONPath found more than ${maxFound} values.`);
}

/** True until a path has run for its limit, then an error: neither regular expressions nor scans in scans can hang an execution. */
function timeGuard(): () => boolean {
  const end = performance.now() + timeLimitMilliseconds;
  return () => {
    if (performance.now() < end) return true;
    throw new StatesError('States.Runtime', `A JSONPath took longer than ${timeLimitMilliseconds} ms.`);
  };
}

/** Visits a value and all below it, parents first, without recursion. */
function forEachNode(value: Json, visit: (node: Json) => void): void {
  const waiting: Json[] = [value];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visit(node);
    const children = childrenOf(node);
    for (let at = children.length - 1; at >= 0; at--) waiting.push(children[at] as Json);
  }
}

function childrenOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

function pushPresent(value: Json | undefined, into: Json[]): void {
  if (value !== undefined) into.push(value);
}

function sliceItems(items: readonly Json[], { from, to, step }: PathStep & { kind: 'slice' }): Json[] {
  if (step === 1) return items.slice(from, to);
  const found: Json[] = [];
  const length = items.length;
  const clamp = (index: number, low: number, high: number) =>
    Math.min(Math.max(index < 0 ? index + length : index, low), high);
  if (step > 0)
    for (let at = clamp(from ?? 0, 0, length); at < clamp(to ?? length, 0, length); at += step)
      found.push(items[at] as Json);
  else
    for (
      let at = clamp(from ?? length - 1, -1, length - 1);
      at > (to === undefined ? -1 : clamp(to, -1, length - 1));
      at += step
    )
      found.push(items[at] as Json);
  return found;
}
