import { expressPrice, standardPrice } from '@document-pipelines/asl/cost';
import type { PipelineCost, PricedPath } from '@document-pipelines/asl/cost-of-paths';

/** What the comparison with Express children assumes. */
export const assumed = {
  /** Seconds of an Express child that would take a document of one page through the document pipeline's states. */
  expressChildSeconds: 20,
  /** US dollars a month that a second definition of the same states has to save before it pays. */
  expressPaysFrom: 300,
} as const;

/** The cost of a document of a batch for each outcome. */
export interface BatchCosts {
  readonly outcomes: readonly OutcomeCost[];
  /** The execution that continues what was handed over: it calls the model again, and extracts no text. */
  readonly goesOn: { readonly caseName: string; readonly billed: number; readonly bedrock: number };
  /** Transitions of the batch's own execution. */
  readonly frame: number;
  /** Transitions and US dollars of a document that is stored: one that an event brings, and what batches did before. */
  readonly alone: StepFunctionsCost;
  /** US dollars of an Express child that holds the document pipeline's states. */
  readonly expressChild: number;
  /** Documents a month at which such children would save {@link assumed}.expressPaysFrom, and what those cost besides. */
  readonly expressPaysFrom: { readonly documents: number; readonly textract: number; readonly bedrock: number };
}

/** Transitions, and US dollars for them. */
export interface StepFunctionsCost {
  readonly billed: number;
  readonly stepFunctions: number;
}

/** The cost of one document with this outcome. US dollars. */
export interface OutcomeCost extends StepFunctionsCost {
  readonly ends: string;
  readonly caseName: string;
  /** Transitions of the document's execution, and of the child that waits for it. */
  readonly document: number;
  readonly child: number;
  readonly textract: number;
  readonly bedrock: number;
}

const documentCases = [
  ['STORED', 'takes a document of a batch the same way as any other'],
  ['HANDED_OVER', 'hands over in a batch what a person has to look at'],
  ['REJECTED', 'rejects a document of an unsupported type'],
  ['ALREADY_PROCESSED', 'ends when the ledger has the document already'],
] as const;
const goesOnCase = 'asks a person when the model is not sure, and stores what is approved';
const childCase = 'waits for the execution of its document, and keeps what became of it';
const frameCase = 'takes every item through the document pipeline, summarizes and tells';

/** Adds up the costs of the two definitions' cases. Throws an Error for a definition or a case that does not exist. */
export function batchCosts(pipelines: readonly PipelineCost[]): BatchCosts {
  const documents = pipelineOf(pipelines, 'document-pipeline');
  const batches = pipelineOf(pipelines, 'batch-pipeline');
  const { region, expressMegabytes } = documents.assumptions;
  const child = pathOf(batches, childCase).price.billed;
  const outcomes = documentCases.map(([ends, caseName]) =>
    outcomeCost({ ends, document: pathOf(documents, caseName), child, region }),
  );
  const [stored] = outcomes as [OutcomeCost];
  const { price: again } = pathOf(documents, goesOnCase);
  const { use: parent } = pathOf(batches, frameCase);
  const expressChild = expressPrice({
    executions: 1,
    durationMilliseconds: assumed.expressChildSeconds * 1_000,
    memoryMegabytes: expressMegabytes,
  });
  return {
    outcomes,
    goesOn: { caseName: goesOnCase, billed: again.billed, bedrock: again.bedrock },
    frame: parent.parent.statesEntered + parent.parent.executions,
    alone: stepFunctions(stored.document, region),
    expressChild,
    expressPaysFrom: paysFrom(stored, expressChild),
  };
}

interface Outcome {
  readonly ends: string;
  readonly document: PricedPath;
  readonly child: number;
  readonly region: string;
}

function outcomeCost({ ends, document, child, region }: Outcome): OutcomeCost {
  const { use, price } = document;
  return {
    ends,
    caseName: use.caseName,
    document: price.billed,
    child,
    ...stepFunctions(price.billed + child, region),
    textract: price.textract,
    bedrock: price.bedrock,
  };
}

function stepFunctions(billed: number, region: string): StepFunctionsCost {
  return { billed, stepFunctions: standardPrice({ stateTransitions: billed, region }) };
}

function paysFrom(stored: OutcomeCost, expressChild: number): BatchCosts['expressPaysFrom'] {
  const documents = assumed.expressPaysFrom / (stored.stepFunctions - expressChild);
  return { documents, textract: documents * stored.textract, bedrock: documents * stored.bedrock };
}

/** Returns the costs of a pipeline. Throws an Error if it is not among them. */
export function pipelineOf(pipelines: readonly PipelineCost[], wanted: string): PipelineCost {
  const found = pipelines.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`there is no ${wanted}: docs/cost.md names it`);
  return found;
}

function pathOf({ name, groups }: PipelineCost, caseName: string): PricedPath {
  const found = groups.flatMap(({ paths }) => paths).find(({ use }) => use.caseName === caseName);
  if (found === undefined) throw new Error(`${name} has no case \`${caseName}\`: docs/cost.md prices batches by it`);
  return found;
}
