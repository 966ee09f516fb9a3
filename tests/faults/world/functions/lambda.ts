import type { SFNClient } from '@aws-sdk/client-sfn';
import type { TextractClient } from '@aws-sdk/client-textract';
import type { Json } from '@document-pipelines/asl/definition';
import { type Clock, StatesError } from '@document-pipelines/asl/interpreter';
import type { Deployment } from '../deployment';
import type { CallOccasion, FaultPlan } from '../fault-plan';
import type { Stores } from '../services/stores';
import type { FunctionDependencies, FunctionUnderFault } from './functions';
import { Invocation } from './invocation';

/** Dependencies of functions. */
export interface LambdaDependencies {
  readonly clock: Clock;
  readonly plan: FaultPlan;
  readonly deployment: Pick<Deployment, 'callSettings'>;
  readonly stores: Stores;
  readonly textract: Pick<TextractClient, 'send'>;
  readonly states: Pick<SFNClient, 'send'>;
  /** The functions' real work by their names. */
  readonly functions: Readonly<Record<string, FunctionUnderFault>>;
  /** A sabotage: calls that a function makes only after everything else. */
  isHeldBack(functionName: string, operation: string): boolean;
}

/** Lambda attempts an asynchronous event up to three times. */
const secondsBeforeAttempt = [0, 60, 120];

/** Runs the functions' real code. Each invocation uses clients of its own, which apply the faults. */
export class Lambda {
  /** Invoked functions and their own calls, used to build the combinations. */
  readonly occasions: CallOccasion[] = [];

  constructor(private readonly dependencies: LambdaDependencies) {}

  /** Invokes a function and returns its result. Throws StatesError with the name that Lambda reports. */
  async invoke(functionName: string, event: unknown, documentId: string): Promise<Json> {
    const work = this.dependencies.functions[functionName];
    if (work === undefined) throw new Error(`there is no function ${functionName} under fault`);
    const meet = (made: { call: number; operation: string }) => {
      const occasion = { documentId, functionName, ...made };
      this.occasions.push(occasion);
      return this.dependencies.plan.atCall(occasion);
    };
    const isHeldBack = (operation: string) => this.dependencies.isHeldBack(functionName, operation);
    const invocation = new Invocation(meet, isHeldBack, this.dependencies.clock);
    try {
      // As JSON, as Lambda passes it; a structured clone would come from another realm than the function under Jest.
      const answer = await work(JSON.parse(JSON.stringify(event)), this.dependenciesOf(invocation));
      await invocation.flush();
      if (invocation.hasCrashed) throw new Error('the function went on after its crash');
      return (answer ?? null) as Json;
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
      const errorType = invocation.hasCrashed ? 'Runtime.ExitError' : name;
      throw new StatesError(errorType, JSON.stringify({ errorType, errorMessage: message }));
    }
  }

  /**
   * Invokes a function (`<name>`, or `<name>:<alias or version>`) asynchronously. An event that fails in all configured attempts is
   * sent to the configured queue, or is lost.
   */
  async invokeAsynchronously(reference: string, event: object, documentId: string): Promise<boolean> {
    const [functionName = '', qualifier] = reference.split(':');
    const { retryAttempts, onFailure } = this.dependencies.deployment.callSettings(functionName, qualifier);
    let failure: StatesError | undefined;
    for (const seconds of secondsBeforeAttempt.slice(0, 1 + retryAttempts)) {
      if (seconds > 0) await this.dependencies.clock.sleep(seconds);
      failure = await this.invoke(functionName, event, documentId).then(
        () => undefined,
        (error: StatesError) => error,
      );
      if (failure === undefined) return true;
    }
    const record = { functionName, requestPayload: event, responsePayload: { errorType: failure?.error } };
    if (onFailure !== undefined) this.dependencies.stores.send(onFailure, JSON.stringify(record));
    return false;
  }

  private dependenciesOf(invocation: Invocation): FunctionDependencies {
    const { s3, dynamodb, sns, sqs } = this.dependencies.stores;
    return {
      s3: invocation.wired(s3),
      dynamodb: invocation.wired(dynamodb),
      sns: invocation.wired(sns),
      sqs: invocation.wired(sqs),
      textract: invocation.wired(this.dependencies.textract),
      states: invocation.wired(this.dependencies.states),
      wired: (client) => invocation.wired(client),
      now: () => this.dependencies.clock.now(),
    };
  }
}
