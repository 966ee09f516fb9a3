import { compileGroup } from './compile-constructors';
import { compileFilter, type Tuple } from './compile-filter';
import { type Code, compileNode } from './compile-node';
import { compileSort } from './compile-sort';
import type { EvaluationScope } from './scope';
import type { SyntaxNode } from './syntax';
import { asSequence, checkMembers, isObject, isSequence, type MarkedArray, sequenceOf } from './values';

interface Step {
  readonly node: SyntaxNode;
  /** What the step yields for one member. */
  readonly code: Code;
  readonly sort?: (members: MarkedArray, scope: EvaluationScope) => MarkedArray;
  readonly stages: readonly ((members: unknown, scope: EvaluationScope) => unknown)[];
}

/** Compiles `a.b[c].d`: each step is evaluated for each member of what the step before yields, and the results are flattened. */
export function compilePath(node: SyntaxNode): Code {
  return compileNames(node) ?? compileSteps(node);
}

/** `$variable.name.name`, by far the most common path: read directly as long as no array is in it. */
function compileNames(node: SyntaxNode): Code | undefined {
  const [first, ...rest] = node.steps ?? [];
  const isPlain = (step: SyntaxNode) =>
    step.type === 'name' && step.stages === undefined && step.tuple === undefined && step.keepArray === undefined;
  if (
    first?.type !== 'variable' ||
    first.stages !== undefined ||
    first.predicate !== undefined ||
    first.tuple !== undefined
  )
    return undefined;
  if (node.keepSingletonArray || node.tuple || node.group !== undefined || !rest.every(isPlain)) return undefined;
  const root = compileNode(first);
  const names = rest.map((step) => step.value as string);
  const general = compileSteps(node);
  return (input, scope) => {
    let value = root(input, scope);
    for (const name of names) {
      if (Array.isArray(value)) return general(input, scope);
      if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
      value = value[name];
    }
    return isSequence(value) ? general(input, scope) : value;
  };
}

function compileSteps(node: SyntaxNode): Code {
  const steps = (node.steps ?? []).map(compileStep);
  const isAbsolute = steps[0]?.node.type === 'variable';
  const firstTuple = steps.findIndex(({ node: step }) => step.tuple);
  const group = node.group === undefined ? undefined : compileGroup(node.group.lhs);
  return (input, scope) => {
    const start = Array.isArray(input) && !isAbsolute ? input : sequenceOf(input);
    const plain = evaluatePlain(firstTuple < 0 ? steps : steps.slice(0, firstTuple), start, scope, firstTuple < 0);
    const hasTuples = firstTuple === 0 || (firstTuple > 0 && plain.length > 0);
    const tuples = hasTuples ? evaluateTuples(steps.slice(firstTuple), plain, scope) : undefined;
    const members = tuples === undefined ? plain : node.tuple ? tuples : unwrapTuples(tuples);
    const result = node.keepSingletonArray ? kept(members) : members;
    return group === undefined ? result : group(tuples ?? result, scope);
  };
}

function compileStep(node: SyntaxNode): Step {
  const stages = (node.stages ?? []).map((stage) =>
    stage.type === 'index' ? numbering(stage.value as string) : compileFilter(stage.expr as SyntaxNode),
  );
  if (node.type === 'sort') return { node, code: () => undefined, sort: compileSort(node), stages };
  return { node, code: compileNode(node), stages };
}

function numbering(name: string): (members: unknown) => unknown {
  return (members) => {
    const numbered = asSequence((members as Tuple[]).map((tuple, at) => ({ ...tuple, [name]: at })));
    numbered.tupleStream = true;
    return numbered;
  };
}

function evaluatePlain(
  steps: readonly Step[],
  start: MarkedArray,
  scope: EvaluationScope,
  endsPath: boolean,
): MarkedArray {
  let members = start;
  for (const [at, step] of steps.entries()) {
    const isLast = endsPath && at === steps.length - 1;
    const result =
      at === 0 && step.node.consarray ? step.code(members, scope) : evaluateStep(step, members, scope, isLast);
    if (result === undefined) return sequenceOf();
    members = result as MarkedArray;
    if (members.length === 0) break;
  }
  return members;
}

function evaluateStep(step: Step, members: MarkedArray, scope: EvaluationScope, isLast: boolean): unknown {
  if (step.sort !== undefined) return applyStages(step, step.sort(members, scope), scope);
  scope.evaluation.spend(members.length);
  const results: unknown[] = [];
  for (let at = 0; at < members.length; at++) {
    let result = step.code(members[at], scope);
    for (const stage of step.stages) result = stage(result, scope);
    if (result !== undefined) results.push(result);
  }
  const [only] = results;
  if (isLast && results.length === 1 && Array.isArray(only) && !isSequence(only)) return only;
  return flatten(results, scope);
}

function flatten(results: readonly unknown[], scope: EvaluationScope): MarkedArray {
  const flat = sequenceOf();
  for (const result of results) {
    if (!Array.isArray(result) || (result as MarkedArray).cons) flat.push(result);
    else {
      scope.evaluation.spend(result.length);
      for (const each of result) flat.push(each);
    }
  }
  checkMembers(flat.length);
  return flat;
}

function applyStages(step: Step, members: unknown, scope: EvaluationScope): unknown {
  return step.stages.reduce((result, stage) => stage(result, scope), members);
}

function evaluateTuples(steps: readonly Step[], start: MarkedArray, scope: EvaluationScope): MarkedArray {
  let tuples: MarkedArray | undefined = start.tupleStream ? start : undefined;
  for (const step of steps) tuples = evaluateTupleStep(step, start, tuples, scope);
  return tuples ?? sequenceOf();
}

function evaluateTupleStep(
  step: Step,
  start: MarkedArray,
  before: MarkedArray | undefined,
  scope: EvaluationScope,
): MarkedArray {
  if (step.sort !== undefined) return applyStages(step, sortTuples(step, start, before, scope), scope) as MarkedArray;
  const tuples = (before ?? start.map((member) => ({ '@': member }))) as readonly Tuple[];
  const after = sequenceOf();
  after.tupleStream = true;
  scope.evaluation.spend(tuples.length);
  for (const tuple of tuples) {
    const result = step.code(tuple['@'], scope.inner(tuple));
    if (result === undefined) continue;
    const members: MarkedArray = Array.isArray(result) ? result : [result];
    for (const [at, member] of members.entries()) {
      after.push(members.tupleStream ? { ...tuple, ...(member as Tuple) } : extendTuple(tuple, step.node, member, at));
    }
  }
  return applyStages(step, after, scope) as MarkedArray;
}

function extendTuple(tuple: Tuple, node: SyntaxNode, member: unknown, at: number): Tuple {
  const next: Record<string, unknown> = { ...tuple };
  if (node.focus === undefined) next['@'] = member;
  else next[node.focus] = member;
  if (node.index !== undefined) next[node.index] = at;
  if (node.ancestor !== undefined) next[node.ancestor.label] = tuple['@'];
  return next;
}

function sortTuples(
  step: Step,
  start: MarkedArray,
  before: MarkedArray | undefined,
  scope: EvaluationScope,
): MarkedArray {
  const sort = step.sort as (members: MarkedArray, scope: EvaluationScope) => MarkedArray;
  const sorted =
    before === undefined
      ? sort(start, scope).map((member, at) => ({ '@': member, [step.node.index ?? '']: at }))
      : sort(before, scope);
  const tuples = asSequence(sorted);
  tuples.tupleStream = true;
  return tuples;
}

function unwrapTuples(tuples: MarkedArray): MarkedArray {
  return asSequence((tuples as readonly Tuple[]).map((tuple) => tuple['@']));
}

/** Marks a copy, so that an array of the input is never changed. */
function kept(members: MarkedArray): MarkedArray {
  if (members.cons && !members.sequence) {
    const wrapped = sequenceOf(members);
    wrapped.keepSingleton = true;
    return wrapped;
  }
  const copy = members.sequence ? members : ([...members] as MarkedArray);
  copy.keepSingleton = true;
  return copy;
}
