import { join, resolve } from 'node:path';
import { writeOutputFile } from '@document-pipelines/asl/named-files';
import { loadSynthesisedApp } from '@document-pipelines/local-aws/apply';
import {
  CannotRunError,
  type Console,
  findProject,
  startOptions,
  synthesise,
} from '@document-pipelines/local-aws/environment';
import type { Converse } from '@document-pipelines/local-aws/services/bedrock';
import { type Baseline, readBaseline, writeBaseline } from './baseline/baseline';
import { type Dataset, readDataset } from './dataset/dataset';
import { type CandidateEvaluation, evaluateCandidate } from './evaluation';
import { confirmSpending } from './plan/confirm-spending';
import { countPages } from './plan/count-pages';
import { planLine } from './plan/plan-text';
import { planReadings, priceReadings, type ReadingPlan } from './plan/reading-plan';
import { candidatesOf } from './reading/candidates';
import { evaluatedApp } from './reading/evaluated-app';
import { createPredictionFiles, type PredictionFiles } from './reading/prediction-files';
import { readMissing } from './reading/read-missing';
import { htmlReport } from './report/html-report';
import { jsonReport } from './report/json-report';
import { candidateLines, candidatesTable } from './report/text-report';
import { type EvaluateChoice, evaluateCommand } from './saved/evaluate-command';
import { createEvaluationFiles, type EvaluationFiles } from './saved/evaluation-files';
import { savedEvaluation } from './saved/saved-evaluation';

/** `pipelines evaluate`. */
export interface EvaluateOptions extends EvaluateChoice {
  readonly cwd: string;
  readonly writeBaseline: boolean;
  /** The file of the page. */
  readonly html?: string;
  readonly json: boolean;
  /** Whether paid calls are agreed to. */
  readonly yes: boolean;
  /** Seconds for the readings of a model with a prompt version. */
  readonly timeoutSeconds: number;
  readonly console: Console;
  readonly signal: AbortSignal;
  /** Used instead of the named models, in tests. */
  readonly converse?: Converse;
}

/** Exit status: 0 if evaluated, 1 if worse than the baseline, 2 if a document was not read and the evaluation is incomplete. */
export type EvaluationStatus = 0 | 1 | 2;

/**
 * Reads the missing documents of a dataset with every model and prompt version, scores them, and prints the report. Throws
 * CannotRunError if it cannot begin.
 */
export async function evaluate(options: EvaluateOptions): Promise<EvaluationStatus> {
  const { console, cwd, signal } = options;
  const project = findProject(cwd);
  const baseline = openBaseline(options);
  await synthesise(project, signal);
  const started = startOptions(project, options.environment, console);
  const app = evaluatedApp(loadSynthesisedApp(started.stackFolder));
  const dataset = readDataset(options.dataset, cwd, app.known);
  const candidates = candidatesOf(options, app, project.root);
  if (options.writeBaseline && candidates.length > 1)
    throw new CannotRunError('--write-baseline writes one model with one prompt version: name one of each');
  const files = createPredictionFiles(join(project.root, '.cache', 'evaluate', 'predictions'));
  const plans = await planAll(dataset, { candidates, files, options });
  await confirmSpending(plans, {
    isAgreed: options.yes,
    isTerminal: console.isTerminal && process.stdin.isTTY,
    say: console.say,
    signal,
  });
  const evaluations: CandidateEvaluation[] = [];
  for (const plan of plans) {
    const readings = await readMissing(plan, { dataset, files, options, project, started });
    const { identity } = plan.candidate;
    evaluations.push(
      evaluateCandidate(identity, readings, { dataset, ...(baseline === undefined ? {} : { baseline }) }),
    );
  }
  report(evaluations, dataset, options);
  saveAll(evaluations, { dataset, options, files: createEvaluationFiles(project.root) });
  return keepBaseline(evaluations, options);
}

function openBaseline({ baseline, writeBaseline: writes, cwd }: EvaluateOptions): Baseline | undefined {
  if (writes && baseline === undefined)
    throw new CannotRunError('--write-baseline needs --baseline: the file to write');
  return baseline === undefined || writes ? undefined : readBaseline(baseline, cwd);
}

async function planAll(
  dataset: Dataset,
  {
    candidates,
    files,
    options: { repeat, console },
  }: {
    readonly candidates: ReturnType<typeof candidatesOf>;
    readonly files: PredictionFiles;
    readonly options: EvaluateOptions;
  },
): Promise<readonly ReadingPlan[]> {
  const { documents, name } = dataset;
  const planned = candidates.map((candidate) => ({
    candidate,
    readings: planReadings({ candidate, documents, repeat, files }),
  }));
  const pages = await countPages(
    planned.flatMap(({ readings: { missing } }) => missing.map(({ document }) => document)),
  );
  const plans = planned.map(({ candidate, readings }) => priceReadings(candidate, readings, pages));
  console.say(`evaluate ${name}: ${documents.length} document(s)${repeat === 1 ? '' : `, each read ${repeat} times`}`);
  for (const plan of plans) console.say(planLine(plan));
  return plans;
}

function report(evaluations: readonly CandidateEvaluation[], dataset: Dataset, options: EvaluateOptions): void {
  const { console, json, html, values, cwd } = options;
  if (json) console.json(jsonReport(dataset, evaluations, { values }));
  else {
    for (const evaluation of evaluations) {
      console.print('');
      for (const line of candidateLines(evaluation, { values, width: console.columns })) console.print(line);
    }
    if (evaluations.length > 1)
      for (const line of ['', ...candidatesTable(evaluations, console.columns)]) console.print(line);
  }
  if (html === undefined) return;
  writeOutputFile(resolve(cwd, html), htmlReport(dataset, evaluations, { values }));
  console.say(`page: ${html}`);
}

/** The page of `pipelines ui` shows them. */
function saveAll(
  evaluations: readonly CandidateEvaluation[],
  {
    dataset,
    options,
    files,
  }: { readonly dataset: Dataset; readonly options: EvaluateOptions; readonly files: EvaluationFiles },
): void {
  const { values } = options;
  const command = evaluateCommand(options);
  const now = new Date();
  for (const evaluation of evaluations) files.save(savedEvaluation(evaluation, { dataset, values, command, now }));
}

function keepBaseline(evaluations: readonly CandidateEvaluation[], options: EvaluateOptions): EvaluationStatus {
  const { baseline, writeBaseline: writes, cwd, console } = options;
  const isIncomplete = evaluations.some(({ errors }) => errors.length > 0);
  const [first] = evaluations;
  if (isIncomplete) {
    if (writes) console.say('! the baseline was not written: documents were not read');
    return 2;
  }
  if (writes && baseline !== undefined && first !== undefined) {
    writeBaseline(baseline, cwd, first.asBaseline);
    console.say(`baseline written: ${baseline}`);
  }
  const compared = evaluations.flatMap(({ comparison }) => (comparison === undefined ? [] : [comparison]));
  if (compared.some(({ common }) => common === 0)) return 2;
  return compared.some(({ isWorse }) => isWorse) ? 1 : 0;
}
