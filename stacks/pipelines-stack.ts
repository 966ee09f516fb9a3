import { UserError } from '@document-pipelines/asl/diagnostics';
import type { ParsedDefinition } from '@document-pipelines/asl/load';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';
import { Alarms } from './constructs/alarms';
import { DeadLetters } from './constructs/dead-letters';
import type { DefinitionMachine } from './constructs/definition-machine';
import { DocumentStore } from './constructs/document-store';
import { FailedExecutionRule } from './constructs/failed-execution-rule';
import { Ledger } from './constructs/ledger';
import { Notifications } from './constructs/notifications';
import { PipelineFunction } from './constructs/pipeline-function';
import type { StackSettings } from './constructs/stack-settings';
import { DeploymentTarget } from './deployment-target';
import { EnvironmentStack } from './environment-stack';
import type { FunctionBundle } from './function-bundles';
import { OperatorPolicies } from './operators/operator-policies';
import { Outputs } from './outputs';
import { AgentPipeline } from './pipelines/agent-pipeline/agent-pipeline';
import { BatchInference } from './pipelines/batch-inference/batch-inference';
import { BatchPipeline } from './pipelines/batch-pipeline/batch-pipeline';
import { ClassifyText } from './pipelines/classify-text/classify-text';
import { DocumentPipeline } from './pipelines/document-pipeline/document-pipeline';
import { HumanReview } from './pipelines/human-review/human-review';
import { TrainModel } from './pipelines/train-model/train-model';
import { StackAssets } from './synthesis/stack-assets';

/** The options of a stack. */
export interface PipelinesStackOptions {
  readonly environment: Environment;
  /** Every definition of definitions/ by its name, checked. */
  readonly definitions: Readonly<Record<string, ParsedDefinition>>;
  /** The functions' zips by name. */
  readonly bundles: Readonly<Record<string, FunctionBundle>>;
}

/** One environment: the shared resources, the pipelines, and the handling of their failed executions. */
export class PipelinesStack extends EnvironmentStack {
  private readonly assets: StackAssets;
  private readonly settings: StackSettings;
  private readonly store: DocumentStore;
  private readonly ledger: Ledger;
  private readonly notifications: Notifications;
  private readonly deadLetters: DeadLetters;
  /** Names of definitions that a pipeline runs, here or in an environment that has the pipeline's section. */
  private readonly usedDefinitions = new Set<string>();

  constructor(
    scope: Construct,
    private readonly options: PipelinesStackOptions,
  ) {
    super(scope, options.environment);
    const { name, protectData, logRetentionDays } = options.environment;
    const target = new DeploymentTarget(this, name);
    this.assets = new StackAssets(options.bundles);
    this.settings = { target, logRetentionDays, bundles: this.assets.bundles };
    this.store = new DocumentStore(this, 'document-store', { target, protectData });
    this.ledger = new Ledger(this, 'ledger', { target, protectData });
    this.notifications = new Notifications(this, 'notifications', target);
    this.deadLetters = new DeadLetters(this, 'dead-letters', { target, protectData });
    this.pipelines();
    this.assertEveryDefinitionIsUsed();
  }

  private pipelines(): void {
    const { settings, environment } = this;
    const humanReview = this.humanReview();
    const documentPipeline = this.documentPipeline(humanReview);
    const classifyText = new ClassifyText(this, 'classify-text', {
      settings,
      environment,
      definition: this.definition('classify-text'),
    });
    const trainModel = this.trainModel(humanReview);
    const agentPipeline = this.agentPipeline();
    const batchInference = this.batchInference();
    const batchPipeline = this.batchPipeline(documentPipeline);

    const machines = [
      documentPipeline.machine,
      batchPipeline.machine,
      classifyText.machine,
      batchInference.machine,
      ...machineOf(agentPipeline),
      ...machineOf(trainModel),
    ];
    this.recordFailures(machines, documentPipeline);
    this.watch({ machines, humanReview, classifyText });
    const { store, ledger, notifications, deadLetters } = this;
    const { target } = settings;
    const shared = { store, ledger, notifications, deadLetters, machines, humanReview };
    const operatorPolicies = new OperatorPolicies(this, 'operators', { target, ...shared });
    new Outputs(this, 'outputs', {
      environment,
      ...shared,
      classifyText,
      trainModel,
      operatorPolicies,
    });
  }

  private humanReview(): HumanReview {
    const { settings, environment, ledger, notifications, deadLetters } = this;
    return new HumanReview(this, 'human-review', { settings, environment, ledger, notifications, deadLetters });
  }

  private documentPipeline(humanReview: HumanReview): DocumentPipeline {
    return new DocumentPipeline(this, 'document-pipeline', {
      settings: this.settings,
      environment: this.environment,
      definition: this.definition('document-pipeline'),
      store: this.store,
      ledger: this.ledger,
      notifications: this.notifications,
      deadLetters: this.deadLetters,
      humanReview,
    });
  }

  private trainModel(humanReview: HumanReview): TrainModel | undefined {
    const { training } = this.environment;
    if (training === undefined) return this.leaveOut('train-model');
    return new TrainModel(this, 'train-model', {
      settings: this.settings,
      environment: this.environment,
      definition: this.definition('train-model'),
      store: this.store,
      notifications: this.notifications,
      deadLetters: this.deadLetters,
      humanReview,
      training,
    });
  }

  private agentPipeline(): AgentPipeline | undefined {
    const { agent } = this.environment;
    if (agent === undefined) return this.leaveOut('agent-pipeline');
    return new AgentPipeline(this, 'agent-pipeline', {
      settings: this.settings,
      environment: this.environment,
      definition: this.definition('agent-pipeline'),
      store: this.store,
      ledger: this.ledger,
      notifications: this.notifications,
      deadLetters: this.deadLetters,
      agent,
    });
  }

  private batchInference(): BatchInference {
    return new BatchInference(this, 'batch-inference', {
      settings: this.settings,
      environment: this.environment,
      definition: this.definition('batch-inference'),
      store: this.store,
      notifications: this.notifications,
      deadLetters: this.deadLetters,
    });
  }

  private batchPipeline(documentPipeline: DocumentPipeline): BatchPipeline {
    return new BatchPipeline(this, 'batch-pipeline', {
      settings: this.settings,
      environment: this.environment,
      definition: this.definition('batch-pipeline'),
      store: this.store,
      ledger: this.ledger,
      notifications: this.notifications,
      deadLetters: this.deadLetters,
      documentPipeline,
    });
  }

  /** A checked definition by the name of its file. */
  private definition(name: string): ParsedDefinition {
    const definition = this.options.definitions[name];
    this.usedDefinitions.add(name);
    if (definition === undefined) throw new UserError(`there is no definition definitions/${name}.asl.yaml`);
    return definition;
  }

  /** Records that this environment leaves out a pipeline: its definition is still used. */
  private leaveOut(definitionName: string): undefined {
    this.usedDefinitions.add(definitionName);
    return undefined;
  }

  /** A definition that no pipeline runs would be checked and tested, and never deployed. */
  private assertEveryDefinitionIsUsed(): void {
    const unused = Object.keys(this.options.definitions).find((name) => !this.usedDefinitions.has(name));
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

  /** Express machines do not send events to EventBridge: only the others are watched. */
  private recordFailures(machines: readonly DefinitionMachine[], documentPipeline: DocumentPipeline): void {
    const { settings, ledger, deadLetters } = this;
    const standard = machines.filter(({ type }) => type === 'STANDARD').map(({ node }) => node.id);
    new FailedExecutionRule(this, 'failed-executions', {
      settings,
      machines: standard,
      documentPipeline: documentPipeline.node.id,
      ledger,
      deadLetters,
    });
  }

  private watch({ machines, humanReview, classifyText }: Watched): void {
    const { settings, environment, deadLetters, notifications } = this;
    new Alarms(this, 'alarms', {
      target: settings.target,
      receivers: environment.alarms,
      notifications,
      machines,
      deadLetters,
      functions: this.node.findAll().filter((each): each is PipelineFunction => each instanceof PipelineFunction),
      apis: {
        reviews: { failures: humanReview.api.failures, command: 'review' },
        'classify-text': { failures: classifyText.api.failures, command: 'status' },
      },
      longReview: humanReview.longReview,
    });
  }
}

interface Watched {
  readonly machines: readonly DefinitionMachine[];
  readonly humanReview: HumanReview;
  readonly classifyText: ClassifyText;
}

/** The machine of a pipeline that an environment may leave out. */
function machineOf(pipeline: { readonly machine: DefinitionMachine } | undefined): readonly DefinitionMachine[] {
  return pipeline === undefined ? [] : [pipeline.machine];
}
