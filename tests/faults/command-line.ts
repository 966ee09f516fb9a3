import { parseArgs } from 'node:util';
import { sabotages } from './sabotages';
import type { Sabotage } from './world/sabotage';

/** What the user requested. */
export interface Request {
  /** JSON lines: each combination or document with its end, then the totals. */
  readonly isJson: boolean;
  /** Print the usage, without running faults. */
  readonly isHelp: boolean;
  /** So many documents under random faults instead of the matrix. */
  readonly documents: number | undefined;
  readonly seed: number;
  readonly sabotage: Sabotage | undefined;
}

/** How the command is used, and what strikes. */
export const usage = `usage: npm run faults -- [--json] [--documents N [--seed N]] [--sabotage NAME]
Every Task and every call of a function meets each fault that it can meet: errors, timeouts, crashes, lost and malformed answers,
duplicates, and bodies of objects that break, end early or stall; batches are stopped, and have too many failures. Exits 1 if a document is lost or anything is done twice.
  --json            each combination with its end, a line each, then {faults, documents, lost, duplicated}
  --documents N     N documents side by side under 5 % random faults, instead of every combination
  --seed N          the luck of those documents; default 1
  --help            this text
  --sabotage NAME   break one thing on purpose: ${sabotages.map(({ name }) => `"${name}"`).join(', ')}`;

/** Parses the arguments. Throws an Error that names what is allowed. */
export function readCommandLine(args: readonly string[]): Request {
  const { values } = parse(args);
  const sabotage = sabotages.find(({ name }) => name === values.sabotage);
  if (values.sabotage !== undefined && sabotage === undefined)
    throw new Error(`there is no sabotage \`${values.sabotage}\`\n${usage}`);
  return {
    isJson: values.json === true,
    isHelp: values.help === true,
    documents: wholeNumber('documents', values.documents),
    seed: wholeNumber('seed', values.seed) ?? 1,
    sabotage,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        documents: { type: 'string' },
        seed: { type: 'string' },
        sabotage: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes a whole number above 0, not \`${text}\`\n${usage}`);
  return Number(text);
}
