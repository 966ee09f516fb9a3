/**
 * How probable it is that of so many changes at least as many fall on one side as here, either side, if both are equally likely: the
 * two-sided sign test on the binomial distribution.
 */
export function signTest(losses: number, gains: number): number {
  const changes = losses + gains;
  const extreme = Math.max(losses, gains);
  let probability = 0;
  for (let count = extreme; count <= changes; count += 1) probability += Math.exp(logBinomial(changes, count));
  return Math.min(1, 2 * probability);
}

/** Of the probability of exactly `count` of `of`, each with one half. */
function logBinomial(of: number, count: number): number {
  let sum = of * Math.log(0.5);
  for (let index = 1; index <= count; index += 1) sum += Math.log((of - count + index) / index);
  return sum;
}
