import type { Operation, Permission, Shape } from '../../service';
import { stateMachinePermission } from '../arns';
import { checkApiRequest } from './check-request';

/** How an operation is authorised, and what it does with a validated request. */
export interface StatesOperation {
  readonly permissions: (input: Shape) => readonly Permission[];
  /** `gone` is aborted if the caller no longer waits for the result. */
  readonly run: (input: Shape, gone?: AbortSignal) => Shape | Promise<Shape>;
}

/** Operations of Step Functions: each request is checked against the service model before it is used. */
export function statesOperations(
  operations: Readonly<Record<string, StatesOperation>>,
): Readonly<Record<string, Operation>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, { permissions, run }]) => [
      name,
      {
        permissions: (input: Shape) => {
          checkApiRequest(name, input);
          return permissions(input);
        },
        run: async (input, _caller, gone) => {
          checkApiRequest(name, input);
          return run(input, gone);
        },
      },
    ]),
  );
}

/** An action on the state machine that a member of the request names. */
export function onStateMachine(action: string, arnOf: (input: Shape) => unknown): StatesOperation['permissions'] {
  return (input) => [stateMachinePermission(action, arnOf(input))];
}

/** An action on the resource whose ARN a member of the request holds. */
export function onResource(action: string, member: string): StatesOperation['permissions'] {
  return (input) => [{ action: `states:${action}`, resource: String(input[member]) }];
}

/** An action for which AWS supports only the resource `*`. */
export function onAnything(action: string): StatesOperation['permissions'] {
  return () => [{ action: `states:${action}`, resource: '*' }];
}
