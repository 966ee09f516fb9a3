import type { Json, StateType } from '../../language/definition';
import type { InspectedText, InspectionData } from './test-state-request';

const afterResult = ['afterResultSelector', 'afterResultPath'];
const mapSteps = ['afterItemsPath', 'afterItemsPointer', 'afterItemSelector', 'afterItemBatcher'];
const mapNumbers = ['maxConcurrency', 'toleratedFailureCount', 'toleratedFailurePercentage'];

/** The steps that TestState returns for a state of each type, as recorded on AWS; the others are left out. */
const shownSteps: Readonly<Record<StateType, readonly string[]>> = {
  Task: ['afterInputPath', 'afterParameters', 'afterArguments', 'result', ...afterResult],
  Pass: ['afterInputPath', 'afterParameters', 'result', ...afterResult],
  Map: ['afterInputPath', ...mapSteps, ...mapNumbers, ...afterResult],
  Parallel: afterResult,
  Choice: ['afterInputPath'],
  Wait: ['afterInputPath'],
  Succeed: ['afterInputPath'],
  Fail: ['afterInputPath'],
};

/** Collects a state's data, step by step. */
export class Inspection {
  private readonly told: Record<string, string | number> = {};
  private readonly shown: ReadonlySet<string>;

  constructor(
    type: StateType,
    private readonly textOf: (value: Json) => string,
  ) {
    this.shown = new Set(['input', 'variables', ...shownSteps[type]]);
  }

  /** Records the data of a step. */
  readonly note = (step: string, value: Json): void => {
    if (!this.shown.has(step)) return;
    this.told[step] = mapNumbers.includes(step) ? (value as number) : this.textOf(value);
  };

  /** Returns all recorded data. */
  data(errorDetails: InspectionData['errorDetails']): InspectionData {
    const texts = this.told as Partial<Record<InspectedText, string>>;
    return errorDetails === undefined ? texts : { ...texts, errorDetails };
  }
}
