import { cutText } from '../shared/platform/cut-text';
import { errorMessage, errorName, isNamed } from '../shared/platform/error-name';
import type { Log } from '../shared/platform/log';
import { namedByNetwork } from '../shared/platform/network-errors';
import { readAgentAnswer, UnusableAnswer } from './agent-answer';
import { type AgentPrompts, promptFor, repairPrompt } from './agent-prompt';
import { type AgentRunEnd, type AgentRuns, endRun, type Lease, takeLease } from './agent-run';
import { type Agent, type AgentTurn, askAgent } from './agent-turn';
import { type Answers, answerUri, readAnswer, type StoredAnswer, storeAnswer } from './stored-answer';

/** The event of StartAgent, asynchronous: Lambda may deliver it twice. */
export interface InvokeAgentEvent {
  readonly sessionId: string;
  /** Written by anyone: untrusted. */
  readonly question: string;
  readonly prompts: AgentPrompts;
  readonly executionArn: string;
}

/** The dependencies of invoke-agent. */
export interface InvokeAgentDependencies {
  readonly log: Log;
  readonly agent: Agent;
  readonly answers: Answers;
  readonly runs: AgentRuns;
  /** Longer than this function may run. */
  readonly leaseSeconds: number;
  now(): number;
  /** Unpredictable words: for the fence round the question, and for the owner of a lease. */
  secret(): string;
}

/** The status of the session after this invocation. ELSEWHERE: another invocation runs, or has ended it. */
export type InvokeAgentResult = { readonly status: AgentRunEnd['status'] | 'ELSEWHERE' };

/**
 * Runs the agent once in a session, stores its answer, and saves in the session's row how it ended. A transient error
 * becomes RETRY in the row, any other FAILED: the machine reads it there and starts again or gives up. Throws only if
 * the row cannot be written; the lease then expires, and the machine starts again.
 */
export async function invokeAgent(
  event: InvokeAgentEvent,
  dependencies: InvokeAgentDependencies,
): Promise<InvokeAgentResult> {
  const { sessionId, executionArn } = event;
  const { leaseSeconds } = dependencies;
  const lease: Lease = { sessionId, executionArn, owner: dependencies.secret(), now: dependencies.now(), leaseSeconds };
  if (!(await takeLease(dependencies.runs, lease))) return { status: 'ELSEWHERE' };
  const end = await answerRun(event, dependencies).catch((error: unknown) => failureOf(error, dependencies.log));
  await endRun(dependencies.runs, { ...lease, now: dependencies.now() }, end);
  return { status: end.status };
}

async function answerRun(event: InvokeAgentEvent, dependencies: InvokeAgentDependencies): Promise<AgentRunEnd> {
  const { sessionId } = event;
  const stored =
    (await readAnswer(dependencies.answers, sessionId)) ??
    (await storeAnswer(dependencies.answers, await askUntilUsable(event, dependencies)));
  return {
    status: stored.status,
    answerUri: answerUri(dependencies.answers, sessionId),
    excerpt: Array.from(stored.answer).slice(0, excerptCharacters).join(''),
    ...(stored.reason === undefined ? {} : { cause: stored.reason }),
  };
}

/** A session's row and an execution's state stay small; the whole answer is in the bucket. */
const excerptCharacters = 1_000;

/** Asks; an answer of another shape is requested once more with its problem, then a person has to answer. */
async function askUntilUsable(event: InvokeAgentEvent, dependencies: InvokeAgentDependencies): Promise<StoredAnswer> {
  const first = await askAgent(
    dependencies.agent,
    event.sessionId,
    promptFor(event.prompts, event.question, dependencies.secret()),
  );
  const firstAnswer = judgeTurn(first);
  if (!('problem' in firstAnswer)) return storedAnswer(event, first, firstAnswer, dependencies);
  const second = await askAgent(dependencies.agent, event.sessionId, repairPrompt(event.prompts, firstAnswer.problem));
  const secondAnswer = judgeTurn(second);
  if (!('problem' in secondAnswer)) return storedAnswer(event, second, secondAnswer, dependencies);
  const reason = `the agent twice gave an answer that cannot be used: ${secondAnswer.problem}`;
  return storedAnswer(
    event,
    second,
    { status: 'NEEDS_PERSON', answer: second.said, documents: [], reason },
    dependencies,
  );
}

type Judged = Pick<StoredAnswer, 'status' | 'answer' | 'documents' | 'reason'>;

function judgeTurn(turn: AgentTurn): Judged | { readonly problem: string } {
  if (turn.isBlocked) {
    return { status: 'REFUSED', answer: turn.said, documents: [], reason: 'a guardrail of the agent intervened' };
  }
  try {
    const { outcome, answer, documents } = readAgentAnswer(turn.said);
    if (outcome === 'answered') return { status: 'ANSWERED', answer, documents };
    if (outcome === 'refused') return { status: 'REFUSED', answer, documents, reason: 'the agent refused to answer' };
    return { status: 'NEEDS_PERSON', answer, documents, reason: 'the agent did not find an answer' };
  } catch (error) {
    if (error instanceof UnusableAnswer) return { problem: error.message };
    throw error;
  }
}

function storedAnswer(
  { sessionId, executionArn }: InvokeAgentEvent,
  { citations }: AgentTurn,
  answer: Judged,
  { now }: Pick<InvokeAgentDependencies, 'now'>,
): StoredAnswer {
  return { sessionId, ...answer, citations, executionArn, answeredAt: new Date(now()).toISOString() };
}

/** Transient errors of Bedrock, S3, DynamoDB and the network. */
const passing = [
  'ThrottlingException',
  'ServiceQuotaExceededException',
  'InternalServerException',
  'InternalServerError',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'DependencyFailedException',
  'BadGatewayException',
  'ModelNotReadyException',
  'ConflictException',
  'TimeoutError',
  'SlowDown',
  'InternalError',
  'ServiceUnavailable',
  // Two conditional writes of one object at once: S3 asks to try again.
  'ConditionalRequestConflict',
];

function failureOf(thrown: unknown, log: Log): AgentRunEnd {
  const error = namedByNetwork(thrown);
  const name = errorName(error) ?? 'Unnamed';
  log.warn('the agent gave no answer', { errorName: name });
  const status = isNamed(error, ...passing) ? 'RETRY' : 'FAILED';
  return { status, error: name.slice(0, 256), cause: cutText(errorMessage(error), 4_000) };
}
