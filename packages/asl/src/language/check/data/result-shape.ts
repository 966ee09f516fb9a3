import { type ApiObject, type ApiShape, type ApiShapes, serviceCallOf } from '../../api-models';
import { type JsonObject, parseResource } from '../../definition';
import type { CheckedState } from '../checked-state';
import { type DataShape, type ObjectShape, objectShape } from './shape';

/** What optimized integrations add to every result. */
const metadata = ['SdkHttpMetadata', 'SdkResponseMetadata'];

const shapesOfStates = new WeakMap<JsonObject, DataShape>();

/**
 * Returns what the service of a Task returns, if the table of API models has it. Unknown: what a function, an activity, a job or a callback
 * returns.
 */
export function resultShape(state: CheckedState): DataShape {
  const known = shapesOfStates.get(state.value);
  if (known !== undefined) return known;
  const found = shapeOfResult(state);
  shapesOfStates.set(state.value, found);
  return found;
}

function shapeOfResult({ type, value, name }: CheckedState): DataShape {
  const resource = typeof value['Resource'] === 'string' ? parseResource(value['Resource']) : undefined;
  if (type !== 'Task' || resource?.kind !== 'service' || resource.pattern !== 'requestResponse') return 'unknown';
  const call = serviceCallOf(resource);
  if (call?.output === undefined) return 'unknown';
  return apiObject(call.output, { shapes: call.shapes, name, added: resource.sdk ? [] : metadata });
}

interface Placed {
  readonly shapes: ApiShapes;
  /** Of the state. */
  readonly name: string;
}

/** An object of an API: members are formed when they are first asked for, since few are, and since objects may contain themselves. */
function apiObject(api: ApiObject, placed: Placed & { readonly added?: readonly string[] }): ObjectShape {
  const { shapes, name, added = [] } = placed;
  let members: ReadonlyMap<string, DataShape> | undefined;
  return {
    kind: 'object',
    get members() {
      members ??= objectShape([
        ...Object.entries(api.members).map(([member, index]): [string, DataShape] => [
          member,
          shapeOfApi(shapes.at(index), { shapes, name }),
        ]),
        ...added.map((member): [string, DataShape] => [member, 'unknown']),
      ]).members;
      return members;
    },
    madeBy: [name],
    api,
  };
}

function shapeOfApi(shape: ApiShape | undefined, placed: Placed): DataShape {
  switch (shape?.type) {
    case 'object':
      return apiObject(shape, placed);
    case 'array':
      return { kind: 'array', items: shapeOfApi(placed.shapes.at(shape.items), placed), madeBy: [placed.name] };
    case 'map':
      return { kind: 'map', values: shapeOfApi(placed.shapes.at(shape.values), placed) };
    default:
      return 'unknown';
  }
}
