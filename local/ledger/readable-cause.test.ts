import { readableCause } from './readable-cause';

const ofLambda = JSON.stringify({ errorType: 'EmptyBatch', errorMessage: 'there is no row', trace: ['EmptyBatch: …'] });

it.each([
  ['a plain text', 'a plain text'],
  [ofLambda, 'there is no row'],
  [JSON.stringify({ state: 'PrepareBatch', Error: 'EmptyBatch', Cause: ofLambda }), 'there is no row'],
  ['{"other":1}', '{"other":1}'],
  ['null', 'null'],
])('of %s a person needs: %s', (cause, readable) => {
  expect(readableCause(cause)).toBe(readable);
});
