import { cutText } from '../shared/platform/cut-text';
import { errorMessage, errorName, isNamed } from '../shared/platform/error-name';
import type { Log } from '../shared/platform/log';
import { namedByNetwork } from '../shared/platform/network-errors';
import { readAgentAnswer, UnusableAnswer } from './agent-answer';
import { type AgentPrompts, promptFor, repairPrompt } from './agent-prompt';
import { type AgentRunEnd, type AgentRuns, endRun, type Lease, takeLease } from './agent-run';
import { type Agent, type AgentTurn, askAgent } from './agent-turn';
import { type Answers, answerUri, readAnswer, type StoredAnswer, storeAnswer } from './stored-answer';

/** What StartAgent hands over, asynchronously: Lambda may bring it twice. */
export interface InvokeAgentEvent {
  readonly sessionId: string;
  /** Whoever's words: untrusted. */
  readonly question: string;
  readonly prompts: AgentPrompts;
  readonly executionArn: string;
}

/** What invoke-agent works with. */
export interface InvokeAgentParts {
  readonly log: Log;
  readonly agent: Agent;
  readonly answers: Answers;
  readonly runs: AgentRuns;
  /** Longer than this function may run. */
  readonly leaseSeconds: number;
  now(): number;
  /** Words that nobody can know beforehand: for the fence round the question, and for the owner of a lease. */
  secret(): string;
}

/** How the session stands after this invocation. ELSEWHERE: another invocation runs, or has ended it. */
export type InvokeAgentResult = { readonly status: AgentRunEnd['status'] | 'ELSEWHERE' };

/**
 * Runs the agent once in a session and stores its answer, then says in the session's row how it ended. What passes by itself
 * becomes RETRY in the row, what does not FAILED: the machine reads it there and starts again or gives up. Throws only where
 * not even that can be noted; the lease then runs out, and the machine starts again.
 */
export async function invokeAgent(event: InvokeAgentEvent, parts: InvokeAgentParts): Promise<InvokeAgentResult> {
  const { sessionId, executionArn } = event;
  const { leaseSeconds } = parts;
  const lease: Lease = { sessionId, executionArn, owner: parts.secret(), now: parts.now(), leaseSeconds };
  if (!(await takeLease(parts.runs, lease))) return { status: 'ELSEWHERE' };
  const end = await answered(event, parts).catch((error: unknown) => failureOf(error, parts.log));
  await endRun(parts.runs, { ...lease, now: parts.now() }, end);
  return { status: end.status };
}

async function answered(event: InvokeAgentEvent, parts: InvokeAgentParts): Promise<AgentRunEnd> {
  const { sessionId } = event;
  const stored =
    (await readAnswer(parts.answers, sessionId)) ?? (await storeAnswer(parts.answers, await asked(event, parts)));
  return {
    status: stored.status,
    answerUri: answerUri(parts.answers, sessionId),
    excerpt: Array.from(stored.answer).slice(0, excerptCharacters).join(''),
    ...(stored.reason === undefined ? {} : { cause: stored.reason }),
  };
}

/** A session's row and an execution's state stay small; the whole answer lies in the bucket. */
const excerptCharacters = 1_000;

/** Asks; an answer of another shape is asked for once more with what was wrong, then it is a person's turn. */
async function asked(event: InvokeAgentEvent, parts: InvokeAgentParts): Promise<StoredAnswer> {
  const first = await askAgent(parts.agent, event.sessionId, promptFor(event.prompts, event.question, parts.secret()));
  const firstAnswer = judged(first);
  if (!('problem' in firstAnswer)) return storedAnswer(event, first, firstAnswer, parts);
  const second = await askAgent(parts.agent, event.sessionId, repairPrompt(event.prompts, firstAnswer.problem));
  const secondAnswer = judged(second);
  if (!('problem' in secondAnswer)) return storedAnswer(event, second, secondAnswer, parts);
  const reason = `the agent twice gave an answer that cannot be used: ${secondAnswer.problem}`;
  return storedAnswer(event, second, { status: 'NEEDS_PERSON', answer: second.said, documents: [], reason }, parts);
}

type Judged = Pick<StoredAnswer, 'status' | 'answer' | 'documents' | 'reason'>;

function judged(turn: AgentTurn): Judged | { readonly problem: string } {
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
  { now }: Pick<InvokeAgentParts, 'now'>,
): StoredAnswer {
  return { sessionId, ...answer, citations, executionArn, answeredAt: new Date(now()).toISOString() };
}

/** Errors of Bedrock, S3, DynamoDB and the network that pass by themselves. */
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
