import type { Substitutions } from '../load';

/**
 * Values for placeholders whose values are not known: each is the ARN of its own name, `${TableName}`, except `Partition`.
 * `given`: the ARNs or other values of some.
 */
export function placeholdersAsArns(
  names: Iterable<string>,
  { partition, given }: { readonly partition: string; readonly given?: ReadonlyMap<string, string> },
): Substitutions {
  return Object.fromEntries(
    [...names].map((name) => {
      if (name === 'Partition') return [name, { kind: 'text' as const, value: partition }];
      const arn = given?.get(name) ?? `\${${name}}`;
      if (!/^(?:arn:|\$\{)/.test(arn)) return [name, { kind: 'text' as const, value: arn }];
      return [name, { kind: 'text' as const, value: arn, arn }];
    }),
  );
}
