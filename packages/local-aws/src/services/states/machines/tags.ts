import { ServiceError, type Shape } from '../../service';
import { validationError } from '../request/check-request';

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** The most tags that a resource may carry. */
const maxTags = 50;

/** Returns the tags of a request. Throws ValidationException, SerializationException, TooManyTags. */
export function givenTags(list: unknown, existing: Tags = {}, resourceArn?: string): Tags {
  const tags = new Map(Object.entries(existing));
  for (const [index, item] of ((list ?? []) as readonly unknown[]).entries()) {
    if (typeof item !== 'object' || item === null || Array.isArray(item))
      throw new ServiceError('SerializationException', `tags.${index + 1}.member can not be converted to a Structure`);
    const { key, value = '' } = item as Shape;
    checkMember(key, `tags.${index + 1}.member.key`, { min: 1, max: 128 });
    checkMember(value, `tags.${index + 1}.member.value`, { min: 0, max: 256 });
    if (/^aws:/i.test(key)) throw validationError(['aws: prefixed tag key names are not allowed for external use']);
    tags.set(key, value);
  }
  if (tags.size > maxTags)
    throw new ServiceError('TooManyTags', `A resource carries ${maxTags} tags at most, not ${tags.size}.`, 400, {
      ...(resourceArn === undefined ? {} : { resourceName: resourceArn }),
    });
  return Object.fromEntries(tags);
}

/** Returns tags in the shape of the API. */
export function toTagList(tags: Tags): readonly Shape[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** Returns tags without some of them. */
export function withoutTags(tags: Tags, keys: readonly unknown[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_Tag.html */
const allowedCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkMember(
  value: unknown,
  at: string,
  { min, max }: { readonly min: number; readonly max: number },
): asserts value is string {
  const throwInvalid = (constraint: string): never => {
    const shown = typeof value === 'string' ? `'${value}'` : 'null';
    throw validationError([`Value ${shown} at '${at}' failed to satisfy constraint: Member must ${constraint}`]);
  };
  if (typeof value !== 'string' || value.length < min || value.length > max)
    return throwInvalid(`have length between ${min} and ${max}`);
  if (!allowedCharacters.test(value)) throwInvalid(`satisfy regular expression pattern: ${allowedCharacters.source}`);
}
