import type { Construct } from 'constructs';
import { UserError } from '../asl/diagnostics';
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
  /** Names of definitions that a pipeline runs, here or in an environment that has the pipeline's section. */
  private readonly usedDefinitions = new Set<string>();

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
    this.assertEveryDefinitionIsUsed(options.definitions);
    this.watch(machines, documentPipeline, surroundings);
    new Outputs(this, 'outputs', { surroundings, machines, humanReview, classifyText, trainModel });
  }

  private agentPipeline(surroundings: Surroundings): AgentPipeline | undefined {
    const { agent } = surroundings.environment;
    if (agent === undefined) return this.leaveOut('agent-pipeline');
    return new AgentPipeline(this, 'agent-pipeline', { ...surroundings, agent });
  }

  private trainModel(surroundings: Surroundings, humanReview: HumanReview): TrainModel | undefined {
    const { training } = surroundings.environment;
    if (training === undefined) return this.leaveOut('train-model');
    return new TrainModel(this, 'train-model', { ...surroundings, humanReview, training });
  }

  /** Notes that this environment does without a pipeline: its definition belongs to a pipeline all the same. */
  private leaveOut(definitionName: string): undefined {
    this.usedDefinitions.add(definitionName);
    return undefined;
  }

  /** A definition that no pipeline runs would be checked and tested, and never deployed. */
  private assertEveryDefinitionIsUsed(definitions: PipelinesStackOptions['definitions']): void {
    const unused = Object.keys(definitions).find((name) => !this.usedDefinitions.has(name));
    if (unused === undefined) return;
    throw new UserError('no stack makes a state machine of this definition', {
      location: `definitions/${unused}.asl.yaml`,
      help: 'add it to stacks/pipelines-stack.ts (docs/how-to/add-a-state-machine.md), or remove the file',
    });
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
        this.usedDefinitions.add(name);
        if (definition === undefined) throw new UserError(`there is no definition definitions/${name}.asl.yaml`);
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
