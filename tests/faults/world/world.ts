import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import {
  type CompiledStateMachine,
  type ExecutionRecord,
  type RandomSource,
  type RunningExecution,
  SimulatedClock,
  seededRandom,
} from '@document-pipelines/asl/interpreter';
import type { Pipeline } from '../pipelines/pipeline';
import { type Deployment, readDeployment } from './deployment';
import { documentIdOfInput } from './document-id';
import type { FaultPlan } from './fault-plan';
import { functionsUnderFault } from './functions/functions';
import { Lambda } from './functions/lambda';
import { reviewFunctions } from './functions/review-functions';
import { functionNameOf, functionReferenceOf, names } from './names';
import type { BatchAnswer } from './people/batches';
import type { Sabotage } from './sabotage';
import type { UploadedDocument } from './scenario';
import { Executions } from './services/executions';
import { mapObjectsOf } from './services/map-objects';
import { answerOfModel, documentIdOfRequest } from './services/model';
import { createScheduler } from './services/scheduler';
import { createStores } from './services/stores';
import { type TaskDependencies, taskHandlers } from './services/task-handlers';
import { createTextract } from './services/textract';

/** Options of a world. */
export interface WorldOptions {
  readonly pipeline: Pipeline;
  /** Its machine, and others that it starts. */
  readonly stateMachines: Readonly<Record<string, CompiledStateMachine>>;
  readonly seed: number;
  /** Created with the world, since a plan may use the number of redrives of a document. */
  readonly planOf: (world: World) => FaultPlan;
  readonly sabotage?: Sabotage;
  /** How an operator continues a batch that failed; default: what `pipelines redrive` does. */
  readonly batchAnswer?: BatchAnswer;
  /** Longest a Task takes, in seconds, drawn evenly from 0: concurrent executions then interleave. Default 0. */
  readonly latencySeconds?: number;
}

/**
 * One environment in memory and in simulated time: stores, Textract, a model, functions that use their real code, executions that use
 * the real interpreter. Guards that all work in progress can be awaited (`quiet`).
 */
export class World {
  readonly clock = new SimulatedClock();
  readonly random: RandomSource;
  readonly documents = new Map<string, UploadedDocument>();
  /** How often an operator has acted on a document: 0 in its first life. */
  readonly generations = new Map<string, number>();
  readonly modelCalls = new Map<string, number>();
  /** Execution ARNs of the dead letters that an operator has handled. */
  readonly lettersActedOn = new Set<string>();
  readonly documentOfExecution = new Map<string, string>();
  /** ARN of the batch that a document is in, the last one. */
  private readonly batchOf = new Map<string, string>();
  readonly stores = createStores(
    () => this.clock.now(),
    (topicArn, message) => this.reviewNotice(topicArn, message),
  );
  readonly textract = createTextract({
    clock: this.clock,
    jobEnd: (documentId) => this.documentOf(documentId).scenario.job,
    noticeEffect: (documentId) => this.plan.atNotice(documentId),
    notify: (documentId, message) =>
      this.lambda.invokeAsynchronously('complete-extraction', { Records: [{ Sns: { Message: message } }] }, documentId),
    putObject: (name, body) => void this.stores.objects.set(name, body),
    beside: (work) => this.beside(work),
  });
  readonly scheduler = createScheduler({
    clock: this.clock,
    effectOn: ({ executionArn }) => this.plan.atReminder(this.subjectOf(executionArn)),
    call: (event) => this.lambda.invokeAsynchronously('remind-reviewer', event, this.subjectOf(event.executionArn)),
    beside: (work) => this.beside(work),
  });
  readonly executions: Executions;
  readonly lambda: Lambda;
  readonly plan: FaultPlan;
  private readonly deployment: Deployment;
  /** Called for each review whose notice is received. */
  onReviewNotice: (notice: JsonObject) => void = () => undefined;
  private readonly pending = new Set<Promise<unknown>>();
  private eventCount = 0;

  constructor(readonly options: WorldOptions) {
    this.random = seededRandom(options.seed);
    this.plan = options.planOf(this);
    this.deployment = readDeployment(options.sabotage);
    this.executions = new Executions({
      stateMachines: options.stateMachines,
      mapObjects: mapObjectsOf(this.stores.objects),
      childBegan: (executionArn, input, parentArn) => this.childBegan(executionArn, input, parentArn),
      clock: this.clock,
      random: this.random,
      tasks: taskHandlers(this.taskDependencies()),
      ended: (record) => this.executionEnded(record),
    });
    this.lambda = new Lambda({
      clock: this.clock,
      plan: this.plan,
      deployment: this.deployment,
      stores: this.stores,
      textract: this.textract.client,
      states: this.executions.client(),
      functions: { ...functionsUnderFault, ...reviewFunctions(this.scheduler.client) },
      isHeldBack: options.sabotage?.holdsBack ?? (() => false),
    });
  }

  documentOf(documentId: string): UploadedDocument {
    const document = this.documents.get(documentId);
    if (document === undefined) throw new Error(`there is no document ${documentId}`);
    return document;
  }

  generationOf(documentId: string): number {
    return this.generations.get(documentId) ?? 0;
  }

  /** Puts an object there, without its event. */
  upload(document: UploadedDocument): void {
    const { bucket, key, versionId, scenario } = document;
    this.documents.set(document.documentId, document);
    this.stores.objects.set(`${bucket}/${key}?${versionId}`, scenario.content);
  }

  /** Begins the work on documents, as often as it is called. */
  deliver(...documents: readonly UploadedDocument[]): void {
    const { deliver } = this.options.pipeline;
    if (deliver !== undefined) deliver(this, documents);
    else for (const document of documents) this.deliverEvent(document);
  }

  /** Delivers the object's event: EventBridge cannot name an execution, so each delivery is a new one. */
  deliverEvent(document: UploadedDocument): void {
    const { bucket, key, versionId } = document;
    this.start(`event-${this.eventCount++}`, { bucket, key, versionId }, document.documentId);
  }

  /** Starts an execution for a document: of the document pipeline by default. If the name is in use, the caller ignores the error. */
  start(name: string, input: JsonObject, documentId: string, stateMachineName = 'document-pipeline'): void {
    try {
      this.begin(stateMachineName, { name, input }, documentId);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ExecutionAlreadyExists') throw error;
    }
  }

  /** RedriveExecution. Returns whether it was possible. */
  redrive(executionArn: string): boolean {
    const running = this.executions.redrive(executionArn);
    if (running !== undefined) this.track(running.result);
    return running !== undefined;
  }

  /** StopExecution of the batch that a document is in. */
  stopBatch(documentId: string): void {
    const batchArn = this.batchOf.get(documentId) ?? '';
    this.executions.known.get(batchArn)?.running.stop({ error: 'Stopped', cause: 'by an operator' });
  }

  converse(request: JsonObject): Json {
    const { scenario } = this.documentOf(documentIdOfRequest(request));
    const call = (this.modelCalls.get(documentIdOfRequest(request)) ?? 0) + 1;
    this.modelCalls.set(documentIdOfRequest(request), call);
    return answerOfModel(request, (tool) => scenario.modelAnswer(tool, call));
  }

  beside(work: () => Promise<unknown>): void {
    this.track(work());
  }

  /** Resolves when all work is done; advances the simulated time. */
  async quiet(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  private track(work: Promise<unknown>): void {
    this.pending.add(work);
    void work.then(
      () => this.pending.delete(work),
      () => this.pending.delete(work),
    );
  }

  /** Returns the document that an execution works on; of a batch, its first. */
  subjectOf(executionArn: string): string {
    return this.documentOfExecution.get(executionArn) ?? 'unknown';
  }

  private childBegan(executionArn: string, input: JsonObject, parentArn: string): void {
    const documentId = documentIdOfInput(input) ?? this.documentOf(this.subjectOf(parentArn)).documentId;
    this.documentOfExecution.set(executionArn, documentId);
    this.batchOf.set(documentId, parentArn);
  }

  /** As StartExecution. */
  private begin(
    stateMachineName: string,
    { name, input }: { readonly name: string; readonly input: JsonObject },
    documentId: string,
  ): RunningExecution {
    const running = this.executions.start(stateMachineName, name, input);
    this.documentOfExecution.set(running.executionArn, documentId);
    this.track(running.result);
    return running;
  }

  private taskDependencies(): TaskDependencies {
    const { latencySeconds = 0 } = this.options;
    return {
      clock: this.clock,
      random: this.random,
      plan: this.plan,
      latencySeconds,
      executions: () => this.executions,
      subjectOf: (executionArn) => this.subjectOf(executionArn),
      deliverAgain: (documentId) => this.deliverEvent(this.documentOf(documentId)),
      stopBatch: (documentId) => this.stopBatch(documentId),
      dependenciesOf: (documentId) => ({
        stores: this.stores,
        converse: (request) => this.converse(request),
        tagsOf: () => this.documentOf(documentId).scenario.tags,
        invoke: (functionArn, payload) => this.lambda.invoke(functionNameOf(functionArn), payload, documentId),
        startExecution: (stateMachineName, name, input) => {
          const running = this.begin(stateMachineName, { name, input }, documentId);
          const { executionArn, result } = running;
          const stop = () => (this.plan.losesStop(documentId) ? undefined : running.stop());
          return { executionArn, startDate: running.record().startDate, result, stop };
        },
        invokeBeside: (functionArn, payload) =>
          this.beside(() =>
            this.lambda.invokeAsynchronously(functionReferenceOf(functionArn), payload as JsonObject, documentId),
          ),
      }),
    };
  }

  private executionEnded(record: ExecutionRecord): void {
    const documentId = this.subjectOf(record.executionArn);
    for (const { functionName, event } of this.deployment.deliveriesOf(record)) {
      for (let copy = this.plan.deliveriesOfFailure(documentId); copy > 0; copy -= 1)
        this.beside(() => this.lambda.invokeAsynchronously(functionName, event, documentId));
    }
  }

  private reviewNotice(topicArn: string, message: string): void {
    if (topicArn !== names.reviews) return;
    const notice = JSON.parse(message) as JsonObject;
    if (!this.plan.losesReviewNotice(String(notice['documentId']))) this.onReviewNotice(notice);
  }
}
