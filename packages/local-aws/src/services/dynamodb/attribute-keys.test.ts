import { attributeKeys } from './attribute-keys';

const names = { '#a': 'status', '#b': 'fields' };

it.each([
  ['a projection', { ProjectionExpression: '#a, key' }, ['status', 'key']],
  ['nested paths', { ProjectionExpression: '#b.total[0], #a' }, ['fields', 'status']],
  [
    'conditions, without values and functions',
    { FilterExpression: 'attribute_exists(#a) AND size(key) > :n' },
    ['status', 'key'],
  ],
  ['an update and its key', { UpdateExpression: 'SET #a = :v', Key: { id: { S: 'x' } } }, ['status', 'id']],
])('names the attributes of %s', (_what, input, attributes) => {
  expect(attributeKeys({ ...input, ExpressionAttributeNames: names })).toEqual({ 'dynamodb:Attributes': attributes });
});

it('names none for all attributes', () => {
  expect(attributeKeys({ Key: { id: { S: 'x' } } })).toEqual({});
});

it('has what a scan selects', () => {
  expect(attributeKeys({ Select: 'COUNT' })).toEqual({ 'dynamodb:Select': 'COUNT' });
});
