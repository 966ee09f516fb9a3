/** One operation of a fake client. */
export interface FakeOperation {
  readonly command: new (input: never) => { readonly input: unknown };
  readonly answer: (input: unknown) => unknown;
}

/** Defines what a fake client returns for a command, typed by the command's own input. */
export function on<Input extends object>(
  command: new (input: Input) => { readonly input: Input },
  answer: (input: Input) => unknown,
): FakeOperation {
  return { command: command as FakeOperation['command'], answer: (input) => answer(input as Input) };
}

/** Called around every operation; a test uses it to crash the function there. */
export interface Interruption {
  before(): void;
  after(): void;
}

const none: Interruption = { before: () => undefined, after: () => undefined };

/** Returns a fake SDK client with the given operations. It rejects every other operation by name. */
export function fakeClient<Client extends { send: unknown }>(
  operations: readonly FakeOperation[],
  interruption: Interruption = none,
): Pick<Client, 'send'> {
  const send = async (command: { readonly input: unknown }): Promise<unknown> => {
    const operation = operations.find((candidate) => command instanceof candidate.command);
    if (operation === undefined) throw new Error(`the fake has no ${command.constructor.name}`);
    interruption.before();
    const answer = await operation.answer(command.input);
    interruption.after();
    return answer;
  };
  return { send } as unknown as Pick<Client, 'send'>;
}

/** An error as an SDK throws it: known by its name. */
export function serviceError(name: string, message = name, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

/** The crash of a function at one of its calls. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Crashes once, at the n-th call (from 1), before or after its effect; later calls succeed. */
export function crashAt(call: number, moment: 'before' | 'after'): Interruption {
  let calls = 0;
  const crashNow = (now: 'before' | 'after') => {
    if (calls === call && now === moment) throw new Crash(`${moment} call ${call}`);
  };
  return {
    before: () => {
      calls += 1;
      crashNow('before');
    },
    after: () => crashNow('after'),
  };
}

/** Every crash that a function with so many calls can meet. */
export function everyCrash(calls: number): [number, 'before' | 'after'][] {
  return Array.from({ length: calls }, (_, index) => index + 1).flatMap((call): [number, 'before' | 'after'][] => [
    [call, 'before'],
    [call, 'after'],
  ]);
}

/** A log that keeps its lines, so that a test can check what must not be in them. */
export function fakeLog() {
  const lines: string[] = [];
  const keep = (...parts: unknown[]) => void lines.push(JSON.stringify(parts));
  return { lines, info: keep, warn: keep, error: keep };
}
