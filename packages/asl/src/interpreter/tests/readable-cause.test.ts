import { failureText, readableCause } from '../readable-cause';

const ofLambda = JSON.stringify({ errorType: 'EmptyBatch', errorMessage: 'there is no row', trace: ['EmptyBatch: …'] });
const ofExecution = JSON.stringify({ Cause: ofLambda, Error: 'EmptyBatch', Input: { Cause: 'another' }, Name: 'one' });
const inState = "An error occurred while executing the state 'Merge' (entered at the event id #12). ";

it.each([
  ['a plain text', 'a plain text'],
  ['', ''],
  [ofLambda, 'there is no row'],
  [ofLambda.slice(0, -8), 'there is no row'],
  [JSON.stringify({ state: 'ListRows', Error: 'EmptyBatch', Cause: ofLambda }), 'there is no row'],
  [ofExecution, 'there is no row'],
  [ofExecution.slice(0, -8), 'there is no row'],
  ['{"Error":"States.Timeout","Input":{"Cause":"another"},"Na', undefined],
  ['{"other":1}', '{"other":1}'],
  ['{"other":', '{"other":'],
  ['null', 'null'],
  [
    `${inState}The JSONata expression '$assert(\n$a = 'b', 'no')' specified for the field 'Assign/summary' threw an error during evaluation. D3141: the answer must be a call`,
    "D3141: the answer must be a call (state Merge, field Assign/summary, expression: $assert(\n$a = 'b', 'no'))",
  ],
  [
    "The JSONata expression '$a' specified for the field 'Output/b' returned nothing (undefined).",
    'it returned nothing (undefined) (field Output/b, expression: $a)',
  ],
  [`${inState}Wait state delay is too long.`, 'Wait state delay is too long (state Merge)'],
  ["An error occurred while executing the state 'Merge' (entered at the event id #12).", undefined],
  ["The JSONata expression '$a is cut", "The JSONata expression '$a is cut"],
])('of %j a person needs: %j', (cause, readable = cause) => {
  expect(readableCause(cause)).toBe(readable);
});

it('is worded on one line, without what is unknown', () => {
  expect(failureText({ state: 'Merge', error: 'Denied', cause: 'no\n  access' })).toBe('Merge: Denied: no access');
  expect(failureText({ error: 'States.Timeout' })).toBe('States.Timeout');
  expect(failureText({})).toBe('');
});
