import * as z from 'zod/mini';
import { MalformedEvent, readEvent } from './read-event';

const schema = z.object({ detail: z.object({ name: z.string(), cause: z.nullish(z.string()) }) });

describe('readEvent', () => {
  it('returns the members that the schema names', () => {
    const event = { version: '0', detail: { name: 'a', cause: null, other: 1 } };
    expect(readEvent(schema, event)).toEqual({ detail: { name: 'a', cause: null } });
  });

  it.each([
    [undefined, 'the event must be of type object'],
    ['text', 'the event must be of type object'],
    [{}, '`detail` of the event must be of type object'],
    [
      { detail: { name: 1, cause: 2 } },
      '`detail.name` of the event must be of type string; `detail.cause` of the event',
    ],
  ])('rejects %j', (event, message) => {
    expect(() => readEvent(schema, event)).toThrow(MalformedEvent);
    expect(() => readEvent(schema, event)).toThrow(message);
  });
});
