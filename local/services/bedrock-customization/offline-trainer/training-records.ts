import { isJsonObject, type Json, type JsonObject } from '../../../../asl/definition';
import { linesOf } from '../../../../interpreter';

/** What a record teaches: after this prompt, this answer. Of a conversation, every answer is one. */
export interface TrainingExample {
  readonly prompt: string;
  readonly completion: string;
}

/** A file's records, or what is wrong with them, by line from 1. */
export type ReadRecords =
  | { readonly records: number; readonly examples: readonly TrainingExample[] }
  | { readonly problems: readonly string[] };

/** Records of one file at most, as for Amazon Nova. */
const maxRecords = 20_000;

/** Mistakes that are told of; the others are counted. */
const maxProblems = 5;

/**
 * Reads a file of training or validation records, a JSON object a line, all in one format: `{prompt, completion}`, or a conversation
 * (`{schemaVersion: "bedrock-conversation-2024", system?, messages}`) whose turns alternate from `user` to `assistant`.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-prepare.html
 */
export function readTrainingRecords(text: string, minRecords: number): ReadRecords {
  const lines = linesOf(text).map((line, index) => ({ line, number: index + 1 }));
  const given = lines.filter(({ line }) => line.trim() !== '');
  const read = given.map(({ line, number }) => ({ number, ...readLine(line) }));
  const formats = new Set(read.flatMap((each) => ('format' in each ? [each.format] : [])));
  const problems = read.flatMap((each) => ('problem' in each ? [`line ${each.number}: ${each.problem}`] : []));
  if (problems.length === 0 && formats.size > 1) problems.push(`the lines mix ${[...formats].join(' and ')}`);
  if (read.length < minRecords)
    problems.push(`there must be at least ${minRecords} record(s), there are ${read.length}`);
  if (read.length > maxRecords) problems.push(`there may be ${maxRecords} records at most, there are ${read.length}`);
  if (problems.length > 0) return { problems: shortened(problems) };
  return { records: read.length, examples: read.flatMap((each) => ('examples' in each ? each.examples : [])) };
}

type ReadLine =
  | { readonly format: string; readonly examples: readonly TrainingExample[] }
  | { readonly problem: string };

function readLine(line: string): ReadLine {
  let value: Json;
  try {
    value = JSON.parse(line) as Json;
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (!isJsonObject(value)) return { problem: 'it is not a JSON object' };
  return 'messages' in value ? readConversation(value) : readPair(value);
}

function readPair(record: JsonObject): ReadLine {
  const { prompt, completion, ...others } = record;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) return { problem: `the key ${JSON.stringify(unknown)} is not one of a record` };
  if (typeof prompt !== 'string' || prompt.trim() === '') return { problem: 'prompt must be text that is not empty' };
  if (typeof completion !== 'string' || completion.trim() === '')
    return { problem: 'completion must be text that is not empty' };
  return { format: 'prompt and completion', examples: [{ prompt, completion }] };
}

const schemaVersion = 'bedrock-conversation-2024';

function readConversation({ schemaVersion: version, messages }: JsonObject): ReadLine {
  if (version !== schemaVersion) return { problem: `schemaVersion must be ${schemaVersion}` };
  if (!Array.isArray(messages) || messages.length < 2 || messages.length % 2 !== 0)
    return { problem: 'messages must be pairs of user and assistant' };
  const texts: string[] = [];
  for (const [index, message] of (messages as readonly Json[]).entries()) {
    const role = index % 2 === 0 ? 'user' : 'assistant';
    if (!isJsonObject(message) || message['role'] !== role)
      return { problem: `messages[${index}] must be the ${role}'s: the turns alternate` };
    const text = textOf(message['content']);
    if (text === undefined) return { problem: `messages[${index}].content must be a list of {text} that is not empty` };
    texts.push(text);
  }
  const pairs = texts.flatMap((text, index) =>
    index % 2 === 0 ? [{ prompt: text, completion: texts[index + 1]! }] : [],
  );
  return { format: 'conversations', examples: pairs };
}

function textOf(content: Json | undefined): string | undefined {
  if (!Array.isArray(content)) return undefined;
  const texts = (content as readonly Json[]).map((block) => (isJsonObject(block) ? block['text'] : undefined));
  if (texts.length === 0 || texts.some((text) => typeof text !== 'string' || text.trim() === '')) return undefined;
  return texts.join('\n');
}

function shortened(problems: readonly string[]): readonly string[] {
  if (problems.length <= maxProblems) return problems;
  return [...problems.slice(0, maxProblems), `and ${problems.length - maxProblems} more`];
}
