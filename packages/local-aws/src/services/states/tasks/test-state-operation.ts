import {
  type Clock,
  type RandomSource,
  type TaskHandlers,
  TestStateError,
  type TestStateRequest,
  testState,
} from '@document-pipelines/asl/interpreter';
import { ServiceError, type Shape } from '../../service';
import { onAnything, type StatesOperation } from '../request/states-operation';

/** Dependencies of TestState. */
export interface TestStateOperationDependencies {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Carries out a Task that is tested without a mock. */
  readonly tasks: TaskHandlers;
}

/** TestState: one state, by itself. */
export function testStateOperation(
  dependencies: TestStateOperationDependencies,
): Readonly<Record<string, StatesOperation>> {
  return {
    TestState: {
      permissions: onAnything('TestState'),
      run: async (input): Promise<Shape> => {
        try {
          return { ...(await testState(input as unknown as TestStateRequest, dependencies)) };
        } catch (error) {
          if (error instanceof TestStateError) throw new ServiceError(error.name, error.message);
          throw error;
        }
      },
    },
  };
}
