import type { Construct } from 'constructs';
import type { ParsedDefinition } from '../asl/load';
import type { Environment } from '../environments';
import { Alarms } from './constructs/alarms';
import { DeadLetters } from './constructs/dead-letters';
import { DefinitionMachine } from './constructs/definition-machine';
import { DocumentFunctions } from './constructs/document-functions';
import { DocumentStore } from './constructs/document-store';
import { FailedExecutionNet } from './constructs/failed-execution-net';
import { IncomingRule } from './constructs/incoming-rule';
import { Ledger } from './constructs/ledger';
import { Notifications } from './constructs/notifications';
import { Outputs } from './outputs';
import { TextractNotices } from './constructs/textract-notices';
import { TextractRole } from './constructs/textract-role';
import { documentPipelineSubstitutions } from './document-pipeline-substitutions';
import { EnvironmentStack } from './environment-stack';
import type { FunctionBundle } from './function-bundles';
import { Place } from './place';
import { StackAssets } from './synthesis/stack-assets';

/** What a stack is made from. */
export interface DocumentPipelineStackOptions {
  readonly environment: Environment;
  /** definitions/document-pipeline.asl.yaml, checked. */
  readonly definition: ParsedDefinition;
  /** The functions' zips by name. */
  readonly bundles: Readonly<Record<string, FunctionBundle>>;
}

/** One environment of the document pipeline. */
export class DocumentPipelineStack extends EnvironmentStack {
  private readonly assets: StackAssets;

  constructor(scope: Construct, { environment, definition, bundles }: DocumentPipelineStackOptions) {
    super(scope, environment);
    this.assets = new StackAssets(bundles);
    const place = new Place(this, environment.name);
    const { protectData, logRetentionDays } = environment;
    const name = 'document-pipeline';
    const machineArn = place.arnOf('states', `stateMachine:${place.nameOf(name)}`);
    const executionArns = [':', '/'].map((next) => place.arnOf('states', `execution:${place.nameOf(name)}${next}*`));

    const store = new DocumentStore(this, 'document-store', { place, protectData });
    const ledger = new Ledger(this, 'ledger', { place, protectData });
    const deadLetters = new DeadLetters(this, 'dead-letters', { place, protectData });
    const notifications = new Notifications(this, 'notifications', place);
    const textract = new TextractRole(this, 'textract-role', { place, topic: notifications.textractNotices });

    const settings = { place, logRetentionDays, bundles: this.assets.bundles };
    const resources = { environment, store, ledger, notifications, deadLetters };
    const functions = new DocumentFunctions(this, 'functions', settings, { ...resources, textract, executionArns });

    const substitutions = documentPipelineSubstitutions(definition, { ...resources, place, functions });
    const machine = new DefinitionMachine(this, name, { place, definition, substitutions, logRetentionDays });

    new IncomingRule(this, 'incoming-documents', {
      place,
      bucket: store.documents,
      prefix: 'incoming/',
      machine,
      deadLetters,
    });
    new TextractNotices(this, 'textract-notices', {
      topic: notifications.textractNotices,
      function: functions.completeExtraction,
      deadLetters,
    });
    new FailedExecutionNet(this, 'failed-executions', {
      place,
      stateMachineArns: [machineArn],
      function: functions.recordFailedExecution,
      deadLetters,
    });
    new Alarms(this, 'alarms', {
      place,
      topic: notifications.alarms,
      machine,
      queues: { 'dead-letters': deadLetters.documents, undelivered: deadLetters.undelivered },
    });
    new Outputs(this, 'outputs', { ...resources, place, functions, machine });
  }

  /** Called once by App.synth, before the stack is written. */
  override prepareStack(): void {
    super.prepareStack();
    this.assets.copyTo(this.outputFolder());
  }
}
