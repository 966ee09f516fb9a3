import { jsonataLibrary } from '../../../expressions';
import type { CheckedJsonata } from '../../expressions';
import { intrinsicHelp } from '../../intrinsic-help';
import type { PlacedWord } from '../../mapped-paths';
import type { Finding, Rule } from '../../rule';

/**
 * A name, `$` or `$$` is read without a context: the input of a state is `$states.input`, a variable has a `$`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const jsonataTopLevelReference: Rule = {
  id: 'jsonata-top-level-reference',
  severity: 'error',
  rejectedBy: 'aws',
  awsCode: 'UNSUPPORTED_JSONATA_EXPRESSION',
  *check({ expressions }) {
    for (const expression of expressions.jsonata) yield* referenceFindings(expression);
  },
};

function* referenceFindings({ facts, source, path }: CheckedJsonata): Generator<Finding> {
  if (facts === undefined) return;
  const reported = new Set<string>();
  for (const word of [...facts.topLevel, ...facts.roots]) {
    const { text, from, message, help } = describe(word, source);
    if (reported.has(text)) continue;
    reported.add(text);
    // Half of `$my-name` would be reported as a variable once more.
    const isWhole = text.startsWith('$') && text.includes('-');
    yield { message, path, help, isWhole, part: { text, from: from + 2 } };
  }
}

interface Description {
  readonly text: string;
  /** In the source. */
  readonly from: number;
  readonly message: string;
  readonly help: string;
}

function describe({ name, position }: PlacedWord, source: string): Description {
  const from = position - name.length;
  const here = { text: name, from };
  const behind = source.slice(position);
  if (name === '$' || name === '$$') return { ...here, ...describeContext(name, behind) };
  const hyphenated = hyphenatedWord(source, from, position);
  if (hyphenated !== undefined) return hyphenated;
  const intrinsic = name === 'States' ? /^\.([A-Z]\w*)\s*\(/.exec(behind)?.[1] : undefined;
  if (intrinsic !== undefined) {
    const message = `\`States.${intrinsic}\` is an intrinsic function, which JSONata does not have`;
    return { text: `States.${intrinsic}`, from, message, help: intrinsicHelp(intrinsic) };
  }
  if (/^\s*\(/.test(behind)) {
    const isKnown = jsonataLibrary.has(name);
    const help = isKnown ? `write \`$${name}(…)\`` : 'the name of a function begins with `$`';
    return { ...here, message: `\`${name}(…)\` calls no function`, help };
  }
  const message = `\`${name}\` at the top level of an expression has no value`;
  return { ...here, message, help: `write \`$states.input.${name}\`, or \`$${name}\` for a variable` };
}

function describeContext(name: string, behind: string): Pick<Description, 'message' | 'help'> {
  const isContextObject = name === '$$' && /^\.(?:Execution|State|StateMachine|Task|Map)\b/.test(behind);
  const path = /^(?:\.\w+)*/.exec(behind)?.[0] ?? '';
  const instead = isContextObject ? `$states.context${path}` : `$states.input${path}`;
  const what = name === '$' ? '`$` at the top level of an expression' : '`$$`';
  return { message: `${what} has no value`, help: `write \`${instead}\`` };
}

/** `version-id`, which JSONata reads as a subtraction. */
function hyphenatedWord(source: string, from: number, to: number): Description | undefined {
  const left = /[\w$-]*$/.exec(source.slice(0, from))?.[0] ?? '';
  const right = /^[\w-]*/.exec(source.slice(to))?.[0] ?? '';
  const text = `${left}${source.slice(from, to)}${right}`;
  if (!/^\$?[A-Za-z_]\w*(?:-[A-Za-z_]\w*)+$/.test(text)) return undefined;
  const message = `\`${text}\` is a subtraction: a name ends at a hyphen`;
  const isVariable = text.startsWith('$');
  const quoted = `\`\`\` \`${text}\` \`\`\``;
  const help = isVariable ? 'the name of a variable has no hyphen' : `write the name in backticks: ${quoted}`;
  return { text, from: from - left.length, message, help };
}
