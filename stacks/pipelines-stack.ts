import type { Construct } from 'constructs';
import type { ParsedDefinition } from '../asl/load';
import type { Environment } from '../environments';
import { Alarms } from './constructs/alarms';
import { DeadLetters } from './constructs/dead-letters';
import type { DefinitionMachine } from './constructs/definition-machine';
import { DocumentStore } from './constructs/document-store';
import { FailedExecutionNet } from './constructs/failed-execution-net';
import { Ledger } from './constructs/ledger';
import { Notifications } from './constructs/notifications';
import { EnvironmentStack } from './environment-stack';
import type { FunctionBundle } from './function-bundles';
import { Outputs } from './outputs';
import { AgentPipeline } from './pipelines/agent-pipeline/agent-pipeline';
import { BatchInference } from './pipelines/batch-inference/batch-inference';
import { BatchPipeline } from './pipelines/batch-pipeline/batch-pipeline';
import { ClassifyText } from './pipelines/classify-text/classify-text';
import { DocumentPipeline } from './pipelines/document-pipeline/document-pipeline';
import { HumanReview } from './pipelines/human-review/human-review';
import type { Surroundings } from './pipelines/surroundings';
import { TrainModel } from './pipelines/train-model/train-model';
import { Place } from './place';
import { StackAssets } from './synthesis/stack-assets';

/** What a stack is made from. */
export interface PipelinesStackOptions {
  readonly environment: Environment;
  /** Every definition of definitions/ by its name, checked. */
  readonly definitions: Readonly<Record<string, ParsedDefinition>>;
  /** The functions' zips by name. */
  readonly bundles: Readonly<Record<string, FunctionBundle>>;
}

/** One environment: what all pipelines share, the pipelines, and the net under them. */
export class PipelinesStack extends EnvironmentStack {
  private readonly assets: StackAssets;

  constructor(scope: Construct, options: PipelinesStackOptions) {
    super(scope, options.environment);
    this.assets = new StackAssets(options.bundles);
    const surroundings = this.surroundings(options);

    const humanReview = new HumanReview(this, 'human-review', surroundings);
    const documentPipeline = new DocumentPipeline(this, 'document-pipeline', { ...surroundings, humanReview });

    const classifyText = new ClassifyText(this, 'classify-text', surroundings);

    const trainModel = this.trainModel(surroundings, humanReview);

    const agentPipeline = this.agentPipeline(surroundings);

    const batchInference = new BatchInference(this, 'batch-inference', surroundings);

    const batchPipeline = new BatchPipeline(this, 'batch-pipeline', { ...surroundings, documentPipeline });

    const machines = [
      documentPipeline.machine,
      batchPipeline.machine,
      classifyText.machine,
      batchInference.machine,
      ...machineOf(agentPipeline),
      ...machineOf(trainModel),
    ];
    this.watch(machines, documentPipeline, surroundings);
    new Outputs(this, 'outputs', { surroundings, machines, humanReview, classifyText, trainModel });
  }

  private agentPipeline(surroundings: Surroundings): AgentPipeline | undefined {
    const { agent } = surroundings.environment;
    return agent === undefined ? undefined : new AgentPipeline(this, 'agent-pipeline', { ...surroundings, agent });
  }

  private trainModel(surroundings: Surroundings, humanReview: HumanReview): TrainModel | undefined {
    const { training } = surroundings.environment;
    return training === undefined
      ? undefined
      : new TrainModel(this, 'train-model', { ...surroundings, humanReview, training });
  }

  /** Called once by App.synth, before the stack is written. */
  override prepareStack(): void {
    super.prepareStack();
    this.assets.copyTo(this.outputFolder());
  }

  private surroundings({ environment, definitions }: PipelinesStackOptions): Surroundings {
    const { protectData, logRetentionDays } = environment;
    const place = new Place(this, environment.name);
    return {
      place,
      environment,
      definitionOf: (name) => {
        const definition = definitions[name];
        if (definition === undefined) throw new Error(`there is no definition definitions/${name}.asl.yaml`);
        return definition;
      },
      functions: { place, logRetentionDays, bundles: this.assets.bundles },
      store: new DocumentStore(this, 'document-store', { place, protectData }),
      ledger: new Ledger(this, 'ledger', { place, protectData }),
      notifications: new Notifications(this, 'notifications', place),
      deadLetters: new DeadLetters(this, 'dead-letters', { place, protectData }),
    };
  }

  /** Express machines tell EventBridge nothing: the net is for the others. */
  private watch(
    machines: readonly DefinitionMachine[],
    documentPipeline: DocumentPipeline,
    surroundings: Surroundings,
  ): void {
    const { place, deadLetters, notifications } = surroundings;
    const standard = machines.filter(({ type }) => type === 'STANDARD').map(({ node }) => node.id);
    new FailedExecutionNet(this, 'failed-executions', {
      ...surroundings,
      machines: standard,
      documentPipeline: documentPipeline.node.id,
    });
    new Alarms(this, 'alarms', {
      place,
      topic: notifications.alarms,
      machines,
      queues: { 'dead-letters': deadLetters.documents, undelivered: deadLetters.undelivered },
    });
  }
}

/** The machine of a pipeline that an environment may do without. */
function machineOf(pipeline: { readonly machine: DefinitionMachine } | undefined): readonly DefinitionMachine[] {
  return pipeline === undefined ? [] : [pipeline.machine];
}
