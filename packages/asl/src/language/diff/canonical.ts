import { isJsonObject, type Json } from '../definition';

const functionVersion = /(arn:[\w-]+:lambda:[\w-]*:\d*:function:[\w-]+):\d+(?![\w-])/g;

/** Returns a text without the version numbers of Lambda functions: a new deployment has others, an alias is a choice. */
export function withoutFunctionVersions(text: string): string {
  return text.includes(':function:') ? text.replace(functionVersion, '$1') : text;
}

/** Whether the order of an array has no meaning: the errors of a retrier or a catcher. */
export function isErrorList(key: string | number | undefined, value: Json | undefined): value is readonly string[] {
  return key === 'ErrorEquals' && Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Returns a string that is equal for values that mean the same: without the order of keys and errors, and function versions. */
export function canonical(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(withoutFunctionVersions(value));
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => {
      const child = value[key] as Json;
      const ordered = isErrorList(key, child) ? [...child].sort() : child;
      return `${JSON.stringify(key)}:${canonical(ordered)}`;
    });
  return `{${members.join(',')}}`;
}
