import { pricePerTransition, standardPrice } from '.';

test.each([
  ['us-east-1', 0.000025],
  ['eu-west-3', 0.0000297],
  ['sa-east-1', 0.0000375],
  ['us-gov-west-1', 0.00003],
])('a transition in %s is %d dollars', (region, dollars) => {
  expect(pricePerTransition(region)).toBeCloseTo(dollars, 9);
});

test("a document's happy path of 12 states is billed as 13 transitions", () => {
  expect(standardPrice({ stateTransitions: 13, region: 'us-east-1' })).toBeCloseTo(0.000325, 9);
});
