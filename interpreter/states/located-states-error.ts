import { StatesError } from '../../asl/expressions';

/** A StatesError that knows the field it arose in, for the history's EvaluationFailed. */
export class LocatedStatesError extends StatesError {
  constructor(
    error: string,
    cause: string,
    readonly location: string,
  ) {
    super(error, cause);
  }
}
