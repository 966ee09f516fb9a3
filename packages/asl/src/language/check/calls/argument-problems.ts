import { type ApiObject, type ApiShape, type ApiShapes, nearName } from '../../api-models';
import { type FieldPath, fieldsOf, isJsonObject, type Json, type JsonObject } from '../../definition';
import { hasPlaceholder } from '../../load';
import type { CheckedDefinition } from '../checked-definition';
import { type CheckedCall, serviceCallsOf } from './service-calls';

/** What is wrong with an argument of a service call. */
export type ArgumentProblem = {
  readonly checked: CheckedCall;
  readonly path: FieldPath;
} & (
  | {
      readonly kind: 'unknown';
      /** As written, in JSONPath with `.$`. */
      readonly key: string;
      /** Without `.$`. */
      readonly name: string;
      readonly members: readonly string[];
      /** The member that was meant. */
      readonly near?: string;
      readonly isField: boolean;
      /** Whether the members are the types of DynamoDB's attribute values. */
      readonly isAttributeValue: boolean;
    }
  | { readonly kind: 'missing'; readonly names: readonly string[]; readonly owner: string }
  | { readonly kind: 'type'; readonly name: string; readonly value: Json; readonly shape: ApiShape }
  | { readonly kind: 'several'; readonly name: string; readonly value: JsonObject; readonly members: readonly string[] }
  | {
      readonly kind: 'word';
      readonly value: string;
      readonly name: string;
      readonly words: readonly string[];
      readonly near?: string;
    }
);

const known = new WeakMap<CheckedDefinition, readonly ArgumentProblem[]>();

/**
 * Holds the arguments of all calls against the API models, once for all rules. Values of expressions and placeholders are unknown and never
 * a problem.
 */
export function argumentProblems(definition: CheckedDefinition): readonly ArgumentProblem[] {
  const found = known.get(definition) ?? serviceCallsOf(definition).flatMap((checked) => [...inCall(checked)]);
  known.set(definition, found);
  return found;
}

function* inCall(checked: CheckedCall): Generator<ArgumentProblem> {
  const { call, given } = checked;
  if (call?.input === undefined || given === undefined) return;
  const walk = new ArgumentWalk(checked, call.shapes);
  if (isJsonObject(given.value)) yield* walk.inObject(given.value, call.input, { path: given.path, name: call.name });
}

interface Placed {
  readonly path: FieldPath;
  /** What a message names: the member, or the call. */
  readonly name: string;
}

/** Walks the arguments of one call next to the shapes of its API. */
class ArgumentWalk {
  constructor(
    private readonly checked: CheckedCall,
    private readonly shapes: ApiShapes,
  ) {}

  *inObject(value: JsonObject, shape: ApiObject, placed: Placed): Generator<ArgumentProblem> {
    const members = Object.keys(shape.members);
    const isAttributeValue = shape.isUnion === true && 'BOOL' in shape.members;
    const names = Object.keys(value).map((key) => key.replace(/\.\$$/, ''));
    const meant = new Set<string>();
    for (const [key, inner] of Object.entries(value)) {
      const name = key.replace(/\.\$$/, '');
      const path = [...placed.path, key];
      const index = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
      if (index !== undefined) {
        if (key === name) yield* this.inValue(inner, this.shapes.at(index), { path, name });
      } else if (!hasPlaceholder(key)) {
        const near = nearName(
          name,
          members.filter((each) => !names.includes(each)),
        );
        if (near !== undefined) meant.add(near);
        const isField = placed.path === this.checked.given?.path && Object.hasOwn(fieldsOf('Task').fields, name);
        const what = { kind: 'unknown', key, name, members, isField, isAttributeValue } as const;
        yield { ...what, checked: this.checked, path, ...(near === undefined ? {} : { near }) };
      }
    }
    if (names.some(hasPlaceholder)) return;
    const missing = (shape.required ?? []).filter((each) => !names.includes(each) && !meant.has(each));
    const { path, name } = placed;
    if (missing.length > 0) yield { kind: 'missing', checked: this.checked, path, names: missing, owner: name };
    const isSeveral = shape.isUnion === true && names.filter((each) => members.includes(each)).length > 1;
    if (isSeveral) yield { kind: 'several', checked: this.checked, path, name, value, members };
  }

  private *inValue(value: Json, shape: ApiShape | undefined, placed: Placed): Generator<ArgumentProblem> {
    if (shape === undefined || value === null || this.isUnknown(value)) return;
    if (!fits(value, shape, placed.name)) {
      yield { kind: 'type', checked: this.checked, ...placed, value, shape };
      return;
    }
    if (shape.type === 'object' && isJsonObject(value)) yield* this.inObject(value, shape, placed);
    if (shape.type === 'array' && Array.isArray(value)) {
      for (const [index, item] of (value as readonly Json[]).entries())
        yield* this.inValue(item, this.shapes.at(shape.items), { path: [...placed.path, index], name: placed.name });
    }
    if (shape.type === 'map' && isJsonObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (key.endsWith('.$')) continue;
        yield* this.inValue(inner, this.shapes.at(shape.values), { path: [...placed.path, key], name: key });
      }
    }
    if (shape.type === 'string' && typeof value === 'string' && shape.enum?.includes(value) === false) {
      const near = nearName(value, shape.enum);
      const what = { kind: 'word', value, words: shape.enum, ...(near === undefined ? {} : { near }) } as const;
      yield { ...what, checked: this.checked, ...placed };
    }
  }

  /** Whether an expression, a placeholder or a function of CloudFormation decides. */
  private isUnknown(value: Json): boolean {
    if (isJsonObject(value)) return /^(?:Ref|Fn::\w+)$/.test(Object.keys(value).join(' '));
    if (typeof value !== 'string') return false;
    return hasPlaceholder(value) || (this.checked.state.language === 'JSONata' && value.startsWith('{%'));
  }
}

/** Members that are names: no text that Step Functions could write from an object. */
const nameMember = /(?:Name|Id|Arn|Ur[il]|Bucket|Key|Token|Type|Status|Mode)$/;

function fits(value: Json, shape: ApiShape, name: string): boolean {
  switch (shape.type) {
    case 'object':
    case 'map':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'string':
      // Step Functions writes an object as its JSON text, as in `Input` and `MessageBody`.
      if (typeof value === 'object') return shape.enum === undefined && !nameMember.test(name) && name.length > 1;
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'timestamp':
      return typeof value === 'string' || typeof value === 'number';
    case 'blob':
    case 'any':
      return true;
  }
  shape satisfies never;
  return true;
}
