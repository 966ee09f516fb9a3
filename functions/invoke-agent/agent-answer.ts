import { type JsonObject, parseJsonObject } from '../shared/json/json-object';

/** The answer that an agent is asked for. It comes from a model and is not trusted. */
export interface AgentAnswer {
  /** `unknown`: the agent did not find out; `refused`: it will not answer this. */
  readonly outcome: 'answered' | 'unknown' | 'refused';
  readonly answer: string;
  /** Ids of the documents that the answer is based on. */
  readonly documents: readonly string[];
}

/**
 * An agent's answer that does not have the agreed shape; the message describes the problem to the agent, and to a
 * person.
 */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/** Longest answer in characters: about a book's chapter. A longer one was not asked for. */
const maxAnswerCharacters = 200_000;

const maxDocuments = 100;

/** Reads the JSON object in the agent's reply, without prose and code fences around it. Throws UnusableAnswer. */
export function readAgentAnswer(said: string): AgentAnswer {
  const { outcome, answer, documents = [] } = objectIn(said);
  if (!isOutcome(outcome)) throw new UnusableAnswer('`outcome` must be answered, unknown or refused');
  if (typeof answer !== 'string') throw new UnusableAnswer('`answer` must be a text');
  if (outcome === 'answered' && answer.trim() === '') throw new UnusableAnswer('`answer` must not be empty');
  if (answer.length > maxAnswerCharacters) {
    throw new UnusableAnswer(`\`answer\` must have at most ${maxAnswerCharacters} characters, it has ${answer.length}`);
  }
  if (!isIds(documents)) {
    throw new UnusableAnswer(
      `\`documents\` must be a list of at most ${maxDocuments} document ids of 64 hexadecimal digits`,
    );
  }
  return { outcome, answer, documents };
}

function objectIn(said: string): JsonObject {
  const object = parseJsonObject(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1));
  if (object === undefined) throw new UnusableAnswer('the answer must be one JSON object');
  return object;
}

function isOutcome(value: unknown): value is AgentAnswer['outcome'] {
  return value === 'answered' || value === 'unknown' || value === 'refused';
}

function isIds(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= maxDocuments &&
    value.every((id) => typeof id === 'string' && /^[0-9a-f]{64}$/.test(id))
  );
}
