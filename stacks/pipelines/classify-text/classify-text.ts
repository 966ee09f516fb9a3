import type { ParsedDefinition } from '@document-pipelines/asl/load';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import { DefinitionMachine } from '../../constructs/definition-machine';
import type { StackSettings } from '../../constructs/stack-settings';
import { formerModels, modelSettings, models } from '../../models/model-values';
import { documentTypeValues, number, text } from '../../substitution-values';
import { ClassifyApi } from './classify-api';
import { ClassifyClients } from './clients';
import { ClassifyStage } from './stage';

/** The options of the classification of texts. */
export interface ClassifyTextOptions {
  readonly settings: StackSettings;
  readonly environment: Environment;
  readonly definition: ParsedDefinition;
}

/** definitions/classify-text.asl.yaml behind `POST /classify`: text in, type and fields out, while the caller waits. */
export class ClassifyText extends Construct {
  readonly machine: DefinitionMachine;
  readonly api: ClassifyApi;
  readonly outputs: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { settings, environment, definition }: ClassifyTextOptions) {
    super(scope, id);
    const { target } = settings;
    const { maxCharacters } = environment.classify;
    this.machine = new DefinitionMachine(this, id, {
      settings,
      type: 'EXPRESS',
      definition,
      former: formerModels(target, environment),
      substitutions: {
        Partition: text(target.partition),
        ...documentTypeValues,
        ...models(target, environment),
        ...modelSettings(environment.bedrock, { ForcedDocumentTool: 'record_document' }),
        ModelMaxTokens: number(environment.bedrock.maxTokens),
        MaxCharacters: number(maxCharacters),
      },
    });

    // Ids are those of the constructs' resources: a child of the same id as the machine would be a second `classify-text`.
    this.api = new ClassifyApi(new Construct(this, 'api'), id, { target, machine: this.machine, maxCharacters });
    const { stage } = new ClassifyStage(new Construct(this, 'stage'), id, { target, environment, api: this.api });
    const { keys } = new ClassifyClients(new Construct(this, 'clients'), id, { target, environment, stage });
    this.outputs = {
      classify_text_url: `${stage.invokeUrl}/classify`,
      ...Object.fromEntries(
        Object.entries(keys).map(([client, key]) => [
          `classify_text_${client.replaceAll('-', '_')}_api_key_id`,
          key.id,
        ]),
      ),
    };
  }
}
