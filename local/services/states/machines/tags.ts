import { ServiceError, type Shape } from '../../service';
import { validationError } from '../request/check-request';

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** The most tags that a resource may carry. */
const maxTags = 50;

/** The tags of a request. Throws ValidationException, TooManyTags. */
export function givenTags(list: unknown, existing: Tags = {}, resourceArn?: string): Tags {
  const tags = new Map(Object.entries(existing));
  for (const [index, item] of ((list ?? []) as readonly Shape[]).entries()) {
    const { key, value = '' } = item;
    checkLength(key, `tags.${index + 1}.member.key`, 128);
    checkLength(value, `tags.${index + 1}.member.value`, 256);
    tags.set(String(key), String(value));
  }
  if (tags.size > maxTags)
    throw new ServiceError('TooManyTags', `A resource carries ${maxTags} tags at most, not ${tags.size}.`, 400, {
      ...(resourceArn === undefined ? {} : { resourceName: resourceArn }),
    });
  return Object.fromEntries(tags);
}

/** Tags as the API tells them. */
export function toldTags(tags: Tags): readonly Shape[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** Tags without some of them. */
export function withoutTags(tags: Tags, keys: readonly unknown[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

function checkLength(value: unknown, at: string, max: number): void {
  if (typeof value === 'string' && value.length <= max && (value !== '' || at.endsWith('value'))) return;
  const shown = typeof value === 'string' ? `'${value}'` : 'null';
  throw validationError([
    `Value ${shown} at '${at}' failed to satisfy constraint: Member must have length between 1 and ${max}`,
  ]);
}
