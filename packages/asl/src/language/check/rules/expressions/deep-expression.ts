import type { Rule } from '../../rule';

/** Operators and calls inside one another that an evaluator with a usual stack can follow. */
const deepest = 1000;

/** An expression nests so deeply that evaluating it may exhaust the stack: https://docs.jsonata.org/embedding-extending */
export const deepExpression: Rule = {
  id: 'deep-expression',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ expressions }) {
    for (const { facts, path } of expressions.jsonata) {
      if (facts === undefined || facts.depth <= deepest) continue;
      const message = `the expression nests ${facts.depth} levels deep, which can exhaust the stack of its evaluation`;
      yield { message, path, help: 'use a function over an array, such as `$sum` or `$join`, or split it over states' };
    }
  },
};
