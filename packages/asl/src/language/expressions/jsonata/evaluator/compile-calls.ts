import { type Code, compileNode } from './compile-node';
import { JsonataError, toJsonataError } from './jsonata-error';
import type { EvaluationScope } from './scope';
import type { SyntaxNode } from './syntax';
import { type Callable, checkMemory, isFunction, Lambda, maxSequence, type NativeFunction, sequenceOf } from './values';

/** What a call counts for. */
const stepsPerCall = 5;

/** Compiles `$f(a, b)`. `applied` is the value before `~>`, which becomes the first argument. */
export function compileCall(node: SyntaxNode, applied?: Code): Code {
  const token = tokenOf(node.procedure as SyntaxNode);
  const procedure = compileNode(node.procedure as SyntaxNode);
  const codes = [...(applied === undefined ? [] : [applied]), ...(node.arguments ?? []).map(compileNode)];
  return (input, scope) => {
    const called = procedure(input, scope);
    if (called === undefined && isForgotten(node, scope)) throw new JsonataError('T1005', { token });
    const values = codes.map((code) => wrapFunction(code(input, scope), scope));
    return call(called, values, input, scope, token);
  };
}

function tokenOf(procedure: SyntaxNode): unknown {
  return procedure.type === 'path' ? procedure.steps?.[0]?.value : procedure.value;
}

/** A function that is passed as an argument uses the scope in which it was passed. */
function wrapFunction(value: unknown, scope: EvaluationScope): unknown {
  if (!isFunction(value) || typeof value === 'function') return value;
  const callable: Callable = (...values) => call(value, values, undefined, scope, undefined);
  callable.arity = value.arity;
  return callable;
}

/** Whether only the `$` is missing before the name of a function. */
function isForgotten({ procedure }: SyntaxNode, scope: EvaluationScope): boolean {
  const name = procedure?.type === 'path' ? tokenOf(procedure) : undefined;
  return typeof name === 'string' && scope.lookup(name) !== undefined;
}

/** Calls a function; calls in tail position run here one after another instead of nested. */
export function call(
  called: unknown,
  values: readonly unknown[],
  input: unknown,
  scope: EvaluationScope,
  token: unknown,
): unknown {
  if (!(called instanceof Lambda)) return callOnce(called, values, input, scope, token);
  scope.evaluation.openCall();
  let result = callOnce(called, values, input, scope, token);
  while (result instanceof Lambda && result.next !== undefined) {
    const next = result.next();
    scope.evaluation.spend(1);
    result = callOnce(next.procedure, next.values, input, scope, next.token);
  }
  scope.evaluation.closeCall();
  return result;
}

function callOnce(
  called: unknown,
  values: readonly unknown[],
  input: unknown,
  scope: EvaluationScope,
  token: unknown,
): unknown {
  if (!isFunction(called)) throw new JsonataError('T1006', { token });
  try {
    if (typeof called === 'function') return called(...values);
    const checked = called.validate === undefined ? values : called.validate(values, input);
    scope.evaluation.spend(stepsPerCall);
    return called instanceof Lambda ? called.apply(checked) : callNative(called, checked, input, scope);
  } catch (error) {
    throw toJsonataError(error, token);
  }
}

function callNative(
  native: NativeFunction,
  values: readonly unknown[],
  input: unknown,
  scope: EvaluationScope,
): unknown {
  scope.evaluation.handle(...values);
  const focus: Focus = { input, createSequence: sequenceOf, options, environment: scope.evaluation, scope };
  return checkMemory(native.implementation.apply(focus, [...values]));
}

const options = { sequence: maxSequence };

/** What a function of the library finds in `this`; the package's functions read the first four. */
export interface Focus {
  readonly input: unknown;
  readonly createSequence: (...members: unknown[]) => unknown[];
  readonly options: { readonly sequence: number };
  readonly environment: { readonly timestamp: Date };
  readonly scope: EvaluationScope;
}

/** Compiles `function($a){ … }`. */
export function compileLambda(node: SyntaxNode): Code {
  const parameters = (node.arguments ?? []).map((parameter) => parameter.value as string);
  const body = node.body as SyntaxNode;
  if (node.thunk) return compileTailCall(body);
  const code = compileNode(body);
  const { signature } = node;
  const validate =
    signature === undefined
      ? undefined
      : (values: readonly unknown[], context: unknown) => signature.validate(values, context);
  return (input, scope) => {
    const apply = (values: readonly unknown[]) => {
      const inner = scope.inner();
      for (const [at, name] of parameters.entries()) inner.bind(name, values[at]);
      return code(input, inner);
    };
    return new Lambda(parameters, apply, validate);
  };
}

function compileTailCall(body: SyntaxNode): Code {
  const procedure = compileNode(body.procedure as SyntaxNode);
  const codes = (body.arguments ?? []).map(compileNode);
  const token = tokenOf(body.procedure as SyntaxNode);
  return (input, scope) => {
    const next = () => ({
      procedure: procedure(input, scope),
      values: codes.map((code) => wrapFunction(code(input, scope), scope)),
      token,
    });
    return new Lambda([], () => undefined, undefined, next);
  };
}

/** Compiles `$f(?, b)`: a function of the arguments that are left open. */
export function compilePartial(node: SyntaxNode): Code {
  const token = tokenOf(node.procedure as SyntaxNode);
  const procedure = compileNode(node.procedure as SyntaxNode);
  const codes = (node.arguments ?? []).map((argument) =>
    argument.type === 'operator' && argument.value === '?' ? undefined : compileNode(argument),
  );
  return (input, scope) => {
    const called = procedure(input, scope);
    if (!isFunction(called)) throw new JsonataError(isForgotten(node, scope) ? 'T1007' : 'T1008', { token });
    const given = codes.map((code) => (code === undefined ? undefined : wrapFunction(code(input, scope), scope)));
    const callable: Callable = (...values) => {
      const open = [...values];
      const all = codes.map((code, at) => (code === undefined ? open.shift() : given[at]));
      return call(called, all, undefined, scope, token);
    };
    callable.arity = codes.filter((code) => code === undefined).length;
    return callable;
  };
}

/** Compiles `a ~> $f`, `a ~> $f(b)` and `$f ~> $g`. */
export function compileChain(node: SyntaxNode): Code {
  const left = compileNode(node.lhs as SyntaxNode);
  const right = node.rhs as SyntaxNode;
  if (right.type === 'function') return compileCall(right, left);
  const second = compileNode(right);
  return (input, scope) => {
    const value = left(input, scope);
    const called = second(input, scope);
    if (!isFunction(called)) throw new JsonataError('T2006', { value: called });
    if (!isFunction(value)) return call(called, [value], undefined, scope, undefined);
    const chained: Callable = (argument) =>
      call(called, [call(value, [argument], undefined, scope, undefined)], undefined, scope, undefined);
    chained.arity = 1;
    return chained;
  };
}
