import { join } from 'node:path';
import { isJsonObject, type Scope } from '@document-pipelines/asl/definition';
import { loadDefinition } from '@document-pipelines/asl/load';
import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { batchMachineName } from '../run/batch-request';
import { defaultPathLength, type Turns } from './default-path';

/** State transitions that Step Functions bills for a batch's executions: the states that each enters, and its start. */
export interface BatchTransitions {
  /** Of the batch's own execution, for any number of items. */
  readonly batch: number;
  /** Of a document that is stored without trouble: its child, and its execution. */
  readonly document: number;
  /**
   * Additional transitions of a document that is handed over: the path to the handover, and the execution that waits instead of the
   * batch.
   */
  readonly handedOver: number;
}

/** The Choice states that lead to a wait, and in a batch to a handover. */
const toHandover: Turns = { NeedsReview: 'MayWait', MayWait: 'MarkHandedOver' };
const toWait: Turns = { NeedsReview: 'MayWait', MayWait: 'HoldForRelease' };

/** Counts the transitions in the two definitions of a folder. Throws CannotRunError if a definition or a state is missing. */
export function batchTransitions(definitionsFolder: string): BatchTransitions {
  const batch = scopeOf(join(definitionsFolder, `${batchMachineName}.asl.yaml`));
  const document = scopeOf(join(definitionsFolder, 'document-pipeline.asl.yaml'));
  const billedTransitions = (scope: Scope, turns?: Turns): number => defaultPathLength(scope, turns) + 1;
  const child = billedTransitions(itemProcessorOf(batch));
  const stored = billedTransitions(document);
  return {
    batch: billedTransitions(batch),
    document: child + stored,
    handedOver: billedTransitions(document, toHandover) - stored + billedTransitions(document, toWait),
  };
}

function scopeOf(file: string): Scope {
  const value = loadDefinition(file).definition?.value;
  if (!isJsonObject(value) || !isJsonObject(value['States']))
    throw new CannotRunError(`${file} has no states that could be counted`);
  return value as unknown as Scope;
}

function itemProcessorOf({ States }: Scope): Scope {
  const map = Object.values(States).find((state) => state.Type === 'Map');
  const processor = map?.Type === 'Map' ? (map.ItemProcessor ?? map.Iterator) : undefined;
  if (processor === undefined)
    throw new CannotRunError('the batch pipeline has no Map whose children could be counted');
  return processor;
}
