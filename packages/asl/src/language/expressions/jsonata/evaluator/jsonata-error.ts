import { unconfirmed } from '../../unconfirmed';

/** What went wrong inside an expression, with JSONata's code; http://docs.jsonata.org/ . */
export class JsonataError extends Error {
  constructor(
    readonly code: string,
    /** What the message of the code is filled with. */
    readonly details: {
      value?: unknown;
      value2?: unknown;
      token?: unknown;
      index?: unknown;
      type?: unknown;
      [name: string]: unknown;
    } = {},
  ) {
    super(fill(messages[code] ?? String(details['message'] ?? code), details));
  }
}

/** Makes a JsonataError of what the package's functions throw (objects with a code); `token` names the function if they do not. */
export function toJsonataError(thrown: unknown, token?: unknown): unknown {
  if (thrown instanceof Error || typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return thrown;
  const details = thrown as { code: string; token?: unknown };
  return new JsonataError(details.code, { ...details, token: details.token ?? token });
}

/** Three braces: as plain text; two: as JSON. */
function fill(template: string, details: Readonly<Record<string, unknown>>): string {
  return template
    .replace(/\{\{\{([^}]+)\}\}\}/g, (_all, name: string) => String(details[name]))
    .replace(/\{\{([^}]+)\}\}/g, (_all, name: string) => quote(details[name]));
}

/**
 * Returns a value as JSON for a message. A value that is nested too deeply or contains itself is named by its type
 * only.
 */
function quote(value: unknown): string {
  let left = maxQuotedMembers;
  const counting = (_key: string, member: unknown): unknown => {
    left--;
    return left >= 0 || typeof member !== 'object' || member === null ? member : undefined;
  };
  try {
    return String(JSON.stringify(value, counting));
  } catch {
    return Array.isArray(value) ? 'array' : typeof value;
  }
}

/** The most members of a value that a message quotes: far more than fit into a cause. */
const maxQuotedMembers = 100_000;

const messages: Readonly<Record<string, string>> = {
  T0410: 'Argument {{index}} of function {{token}} does not match function signature',
  T0411: 'Context value is not a compatible type with argument {{index}} of function {{token}}',
  T0412: 'Argument {{index}} of function {{token}} must be an array of {{type}}',
  D1001: 'Number out of range: {{value}}',
  D1002: 'Cannot negate a non-numeric value: {{value}}',
  T1003: 'Key in object structure must evaluate to a string; got: {{value}}',
  D1004: 'Regular expression matches zero length string',
  T1005: 'Attempted to invoke a non-function. Did you mean ${{{token}}}?',
  T1006: 'Attempted to invoke a non-function',
  T1007: 'Attempted to partially apply a non-function. Did you mean ${{{token}}}?',
  T1008: 'Attempted to partially apply a non-function',
  D1009: 'Multiple key definitions evaluate to same key: {{value}}',
  T1010: 'The matcher function argument passed to function {{token}} does not return the correct object structure',
  D1011: 'stack overflow. Check for a recursive function that does not end. Consider rewriting it as tail-recursive',
  D1012: 'Evaluation took more than {{value}} steps. Check for infinite loop',
  U1001: 'Expression evaluation timeout after {{value}} ms. Check for infinite loop',
  T2001: 'The left side of the {{token}} operator must evaluate to a number',
  T2002: 'The right side of the {{token}} operator must evaluate to a number',
  T2003: 'The left side of the range operator (..) must evaluate to an integer',
  T2004: 'The right side of the range operator (..) must evaluate to an integer',
  T2006: 'The right side of the function application operator ~> must be a function',
  T2007: 'Type mismatch when comparing values {{value}} and {{value2}} in order-by clause',
  T2008: 'The expressions within an order-by clause must evaluate to numeric or string values',
  T2009: 'The values {{value}} and {{value2}} either side of operator {{token}} must be of the same data type',
  T2010: 'The expressions either side of operator {{token}} must evaluate to numeric or string values',
  T2011: 'The insert/update clause of the transform expression must evaluate to an object: {{value}}',
  T2012: 'The delete clause of the transform expression must evaluate to a string or array of strings: {{value}}',
  D2015: `memory limit exceeded: a string or an array may take ${unconfirmed.jsonataMemory.limit} bytes`,
  D3001: 'Attempting to invoke string function on Infinity or NaN',
  D3010: 'Second argument of replace function cannot be an empty string',
  D3011: 'Fourth argument of replace function must evaluate to a positive number',
  D3012: 'Attempted to replace a matched string with a non-string value',
  D3020: 'Third argument of split function must evaluate to a positive number',
  D3030: 'Unable to cast value to a number: {{value}}',
  D3040: 'Third argument of match function must evaluate to a positive number',
  D3050: 'The second argument of reduce function must be a function with at least two arguments',
  D3060: 'The sqrt function cannot be applied to a negative number: {{value}}',
  D3061:
    'The power function has resulted in a value that cannot be represented as a JSON number: base={{value}}, exponent={{exp}}',
  D3070:
    'The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function',
  D3080: 'The picture string must only contain a maximum of two sub-pictures',
  D3081: "The sub-picture must not contain more than one instance of the 'decimal-separator' character",
  D3082: "The sub-picture must not contain more than one instance of the 'percent' character",
  D3083: "The sub-picture must not contain more than one instance of the 'per-mille' character",
  D3084: "The sub-picture must not contain both a 'percent' and a 'per-mille' character",
  D3085:
    "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a member of the 'decimal digit family'",
  D3100: 'The radix of the formatBase function must be between 2 and 36.  It was given {{value}}',
  D3110: 'The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {{value}}',
  D3130:
    'Formatting or parsing an integer as a sequence starting with {{value}} is not supported by this implementation',
  D3131: 'In a decimal digit pattern, all digits must be from the same decimal group',
  D3132: 'Unknown component specifier {{value}} in date/time picture string',
  D3133: "The 'name' modifier can only be applied to months and days in the date/time picture string, not {{value}}",
  D3134: 'The timezone integer format specifier cannot have more than four digits',
  D3135: "No matching closing bracket ']' in date/time picture string",
  D3136: 'The date/time picture string is missing specifiers required to parse the timestamp',
  D3137: '{{{message}}}',
  D3138: 'The $single() function expected exactly 1 matching result.  Instead it matched more.',
  D3139: 'The $single() function expected exactly 1 matching result.  Instead it matched 0.',
  D3140: 'Malformed URL passed to ${{{functionName}}}(): {{value}}',
  D3141: '{{{message}}}',
};
