import { type ApiShape, serviceCallOf } from '../../api-models';
import { type JsonObject, parseResource } from '../../definition';
import type { CheckedState } from '../checked-state';
import { type DataShape, objectShape } from './shape';

/** Objects inside one another that are followed: shapes may contain themselves. */
const maxDepth = 8;

/** What optimized integrations add to every result. */
const metadata = ['SdkHttpMetadata', 'SdkResponseMetadata'];

const shapesOfStates = new WeakMap<JsonObject, DataShape>();

/**
 * Returns what the service of a Task returns, if the table of API models has it. Unknown: what a function, an activity, a job or a callback
 * returns, and what is in arrays and maps.
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
  const shape = shapeOfApi(call.output, { shapes: call.shapes, name, depth: 0 });
  if (shape === 'unknown' || resource.sdk) return shape;
  const added = metadata.map((member): [string, DataShape] => [member, 'unknown']);
  return objectShape([...shape.members, ...added], name);
}

interface Placed {
  readonly shapes: readonly ApiShape[];
  readonly name: string;
  readonly depth: number;
}

function shapeOfApi(shape: ApiShape | undefined, { shapes, name, depth }: Placed): DataShape {
  if (shape?.type !== 'object' || depth > maxDepth) return 'unknown';
  const members = Object.entries(shape.members).map(([member, index]): [string, DataShape] => [
    member,
    shapeOfApi(shapes[index], { shapes, name, depth: depth + 1 }),
  ]);
  return objectShape(members, name);
}
