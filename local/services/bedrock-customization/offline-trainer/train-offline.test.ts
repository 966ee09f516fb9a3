import { readTrainingRecords, trainOffline, type TrainingExample } from '.';

const about = (what: string): TrainingExample[] =>
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((number) => ({
    prompt: `Which ${what} is number ${number}?`,
    completion: `The ${what} number ${number} is paid.`,
  }));

describe('the offline trainer', () => {
  it('gives the same numbers for the same data', () => {
    expect(trainOffline(about('invoice'), [about('invoice')], 3)).toEqual(
      trainOffline(about('invoice'), [about('invoice')], 3),
    );
  });

  it('has a lower loss on data like those it was trained on', () => {
    const { validationLosses } = trainOffline(about('invoice'), [about('invoice'), about('contract')], 3);
    const [alike, unlike] = validationLosses as [number, number];
    expect(alike).toBeLessThan(unlike);
  });

  it('never gets worse from epoch to epoch, and knows at first nothing but how often words come', () => {
    const losses = [1, 2, 3, 4, 5].map((epochs) => trainOffline(about('invoice'), [], epochs).trainingLoss);
    for (const [index, loss] of losses.slice(1).entries()) expect(loss).toBeLessThanOrEqual(losses[index]!);
  });

  it('has a finite loss on words it has never seen', () => {
    const { validationLosses } = trainOffline(
      about('invoice'),
      [[{ prompt: 'Wer?', completion: 'Niemand weiss davon' }]],
      2,
    );
    expect(validationLosses[0]).toBeGreaterThan(1);
    expect(validationLosses[0]).toBeLessThan(1000);
  });

  it('measures by hand what a uniform guess of one known word loses', () => {
    const one: TrainingExample[] = [{ prompt: 'a', completion: 'b' }];
    // Four words' worth of counts: a, b, end; of b after a the pair says 1, the word 1/3, the rest 1/4; then the end likewise.
    const { steps } = trainOffline([...one, ...one], [], 1);
    // Each taken out of the counts: pair 1/1, word 1/5, uniform 1/4, each by a third.
    expect(steps[0]?.loss).toBeCloseTo(-Math.log((1 + 1 / 5 + 1 / 4) / 3), 10);
  });

  it('takes every answer of a conversation for an example', () => {
    const turn = (role: string, text: string) => ({ role, content: [{ text }] });
    const messages = [turn('user', 'a'), turn('assistant', 'b'), turn('user', 'c'), turn('assistant', 'd')];
    const record = JSON.stringify({ schemaVersion: 'bedrock-conversation-2024', messages });
    expect(readTrainingRecords(`${record}\n`, 1)).toEqual({
      records: 1,
      examples: [
        { prompt: 'a', completion: 'b' },
        { prompt: 'c', completion: 'd' },
      ],
    });
  });
});
