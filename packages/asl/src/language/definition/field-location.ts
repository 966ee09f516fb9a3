/** The path from the root of a definition to one of its values. */
export type FieldPath = readonly (string | number)[];

/** Whether a path leads to the value at another path, or to something inside it. */
export function isAtOrInside(path: FieldPath, outer: FieldPath): boolean {
  return path.length >= outer.length && outer.every((step, index) => path[index] === step);
}

/** Whether a path leads to something inside the value at another path. */
export function isInside(path: FieldPath, outer: FieldPath): boolean {
  return path.length > outer.length && isAtOrInside(path, outer);
}

/** The location of a value: the innermost state (undefined: the machine itself) and the path from that state on. */
export interface FieldLocation {
  readonly statePath: FieldPath;
  readonly stateName?: string;
  readonly field: FieldPath;
}

/**
 * Splits a path at its innermost state. Keys named `States` or `Next` inside Parameters, Arguments and the like are data: the
 * walk follows the grammar of scopes only (States, Branches, ItemProcessor, Iterator).
 */
export function locateField(path: FieldPath): FieldLocation {
  let location: FieldLocation = { statePath: [], field: path };
  for (;;) {
    const name = location.field[1];
    if (location.field[0] !== 'States' || typeof name !== 'string') return location;
    const stateDepth = location.statePath.length + 2;
    const statePath = path.slice(0, stateDepth);
    const inState = path.slice(stateDepth);
    location = { statePath, stateName: name, field: inState };
    const inner = innerScopeDepth(inState);
    if (inner === undefined) return location;
    const scoped = path.slice(stateDepth + inner);
    if (scoped[0] !== 'States' || typeof scoped[1] !== 'string') return location;
    location = { statePath: path.slice(0, stateDepth + inner), stateName: name, field: scoped };
  }
}

function innerScopeDepth(inState: FieldPath): number | undefined {
  if (inState[0] === 'Branches' && typeof inState[1] === 'number') return 2;
  return inState[0] === 'ItemProcessor' || inState[0] === 'Iterator' ? 1 : undefined;
}
