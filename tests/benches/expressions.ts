/**
 * Our JSONata beside the `jsonata` package on the expressions of the document pipeline's kind: evaluations a second, medians, and the
 * ratio. Both are compiled once.
 *
 *     node -r tsx/cjs tests/benches/expressions.ts
 */

import { compileJsonata } from '@document-pipelines/asl/expressions';
import jsonata from 'jsonata';
import { median } from './measuring/median';

const states = {
  input: {
    bucket: 'documents',
    key: 'incoming/invoice.pdf',
    total: 119,
    lines: Array.from({ length: 20 }, (_, index) => ({ text: `line ${index}`, amount: index * 1.5, tax: index % 2 })),
  },
  result: { Payload: { contentType: 'application/pdf', pages: 2 }, TagSet: [{ Key: 'owner', Value: 'accounting' }] },
};
const expressions = [
  '$states.input.key',
  "$states.result.TagSet[Key = 'owner'].Value",
  "{'bucket': $states.input.bucket, 'pages': $states.result.Payload.pages, 'big': $states.input.total > 100}",
  "$merge([$states.input, {'checked': true}])",
  '$sum($states.input.lines[tax = 1].amount)',
  "$map($states.input.lines, function($l) {{'t': $uppercase($l.text), 'a': $l.amount * 1.19}})",
  "$join($sort($states.input.lines.text), ', ')",
  "$replace($states.input.key, /[^a-z]+/, '-')",
];
const rounds = 7;
const millisecondsARound = 150;
const random = { next: () => 0.5, uuid: () => 'u' };

void main();

async function main(): Promise<void> {
  const ratios: number[] = [];
  for (const text of expressions) {
    const ours = compileJsonata(text);
    const theirs = jsonata(text);
    const bindings = { states, variables: {}, random, now: () => 0 };
    const [own, other]: [number[], number[]] = [[], []];
    // In turns, so that other load of the computer affects both equally.
    for (let round = 0; round < rounds; round++) {
      own.push(await aSecond(() => ours.find(bindings as never)));
      other.push(await aSecond(() => theirs.evaluate({}, { states })));
    }
    const ratio = median(own) / median(other);
    ratios.push(ratio);
    console.log(
      `${rounded(median(own))} a second, the package ${rounded(median(other))}: ${ratio.toFixed(1).padStart(5)} times  ${text}`,
    );
  }
  console.log(`median ratio ${median(ratios).toFixed(1)}`);
}

async function aSecond(evaluate: () => unknown): Promise<number> {
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < millisecondsARound) {
    for (let each = 0; each < 50; each++) await evaluate();
    count += 50;
  }
  return (count / (performance.now() - begun)) * 1000;
}

function rounded(value: number): string {
  return Math.round(value).toLocaleString('en').padStart(9);
}
