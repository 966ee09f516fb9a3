import type { ParsedResource } from '../definition';
import type { ApiModel, ApiObject, ApiOperation, ApiShape, ApiShapes } from './api-model';
import { type ArgumentTree, type OptimizedApi, optimizedApi } from './optimized-apis';
import { readApiModel } from './read-api-model';

/** The service integration that a `Resource` names. */
export type ServiceResource = Extract<ParsedResource, { kind: 'service' }>;

/** An operation that a `Resource` calls. */
export interface ServiceCall {
  /** As messages name it: `dynamodb:putItem`. */
  readonly name: string;
  readonly shapes: ApiShapes;
  /** Absent: it takes no arguments, or they are not known. */
  readonly input?: ApiObject;
  /** Absent: it returns nothing, or what it returns is not known. */
  readonly output?: ApiObject;
  readonly operation: ApiOperation;
  readonly model?: ApiModel;
}

/** What the table has of a `Resource`. */
export type FoundCall =
  | { readonly kind: 'call'; readonly call: ServiceCall }
  | { readonly kind: 'unknownService' }
  | { readonly kind: 'unknownOperation'; readonly model: ApiModel };

const calls = new Map<string, FoundCall>();

/** Finds the operation that a `Resource` calls, in the API of its service. */
export function findServiceCall(resource: ServiceResource): FoundCall {
  const { sdk, service, operation } = resource;
  const key = `${sdk ? 'aws-sdk:' : ''}${service}:${operation}`;
  const known = calls.get(key);
  if (known !== undefined) return known;
  const found = sdk ? findInTable(service, operation) : findOptimized(optimizedApi(service, operation), key);
  calls.set(key, found);
  return found;
}

/** The call of a `Resource`; undefined if the table does not have it. */
export function serviceCallOf(resource: ServiceResource): ServiceCall | undefined {
  const found = findServiceCall(resource);
  return found.kind === 'call' ? found.call : undefined;
}

function findInTable(service: string, operationName: string): FoundCall {
  const model = readApiModel(service);
  if (model === undefined) return { kind: 'unknownService' };
  const operation = model.operation(operationName);
  if (operation === undefined) return { kind: 'unknownOperation', model };
  const { shapes } = model;
  const call = { name: `${service}:${operationName}`, shapes, operation, model };
  return { kind: 'call', call: { ...call, ...objects(shapes, operation) } };
}

function objects(shapes: ApiShapes, { input, output }: ApiOperation): Pick<ServiceCall, 'input' | 'output'> {
  const [inputShape, outputShape] = [input, output].map((index) =>
    index === undefined ? undefined : shapes.at(index),
  );
  return {
    ...(inputShape?.type === 'object' ? { input: inputShape } : {}),
    ...(outputShape?.type === 'object' ? { output: outputShape } : {}),
  };
}

function findOptimized(optimized: OptimizedApi, name: string): FoundCall {
  const [service = '', operation = ''] = (optimized.api ?? '').split(':');
  const base = optimized.api === undefined ? undefined : findInTable(service, operation);
  if (base !== undefined && base.kind !== 'call') return base;
  return { kind: 'call', call: { ...adjusted(base?.call, optimized), name } };
}

/** The call of the API with what is different in the optimized integration. */
function adjusted(base: ServiceCall | undefined, { input = {}, required = [], anyOutput }: OptimizedApi): ServiceCall {
  const known: ApiShapes = base?.shapes ?? [];
  const added: ApiShape[] = [];
  const add = (shape: ApiShape): number => known.length + added.push(shape) - 1;
  const anyIndex = add({ type: 'any' });
  const members = (tree: ArgumentTree): Record<string, number> =>
    Object.fromEntries(Object.entries(tree).map(([name, inner]) => [name, shapeOfTree(inner)]));
  const shapeOfTree = (tree: ArgumentTree | readonly string[]): number => {
    if (isWords(tree)) return add({ type: 'string', enum: tree });
    return Object.keys(tree).length === 0 ? anyIndex : add({ type: 'object', members: members(tree) });
  };
  const { input: own, output } = base ?? {};
  return {
    name: '',
    operation: base?.operation ?? {},
    ...(base?.model === undefined ? {} : { model: base.model }),
    input: {
      type: 'object',
      members: { ...own?.members, ...members(input) },
      required: [...(own?.required ?? []), ...required],
    },
    ...(output === undefined
      ? {}
      : {
          output: {
            ...output,
            members: { ...output.members, ...Object.fromEntries((anyOutput ?? []).map((name) => [name, anyIndex])) },
          },
        }),
    shapes: {
      length: known.length + added.length,
      at: (index) => (index < known.length ? known.at(index) : added[index - known.length]),
    },
  };
}

function isWords(tree: ArgumentTree | readonly string[]): tree is readonly string[] {
  return Array.isArray(tree);
}
