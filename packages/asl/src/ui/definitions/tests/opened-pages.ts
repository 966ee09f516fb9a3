import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitionFiles } from '../../../commands/ui/definition-files';
import { workHere } from '../../../commands/ui/definition-work';
import type { Json } from '../../../language/definition';
import { executionPages } from '../../executions/execution-pages';
import { apiSource } from '../../sources';
import { definitionPages } from '../definition-pages';
import type { DefinitionView } from '../definition-view';
import { LocalRuns } from '../runs/local-runs';

/** A definition with a Task, a Wait and what an error leads to. */
export const definition = `QueryLanguage: JSONata
StartAt: Greet
States:
  Greet:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Arguments: { FunctionName: greet, Payload: '{% $states.input %}' }
    TimeoutSeconds: 5
    Retry:
      - { ErrorEquals: [Busy, Lambda.TooManyRequestsException], IntervalSeconds: 10, MaxAttempts: 2, JitterStrategy: FULL, MaxDelaySeconds: 60 }
    Catch:
      - { ErrorEquals: [States.ALL], Next: Silent }
    Assign: { text: '{% $states.result.Payload.text %}' }
    Next: Rest
  Rest: { Type: Wait, Seconds: 60, Next: Done }
  Done: { Type: Pass, Output: '{% $text %}', End: true }
  Silent: { Type: Succeed }
`;
const cases = `mocks: { Greet: { return: { Payload: { text: Hello } } } }
cases:
  - name: greets
    input: { name: Ada }
    expect: { output: Hello }
`;

/** A source without executions: those of the pages are runs with mocks. */
const nothing = apiSource(async () => ({ stateMachines: [] }), { kind: 'local', label: 'test', region: 'us-east-1' });

/** The pages of a definition in a temporary folder, without a server. */
export class OpenedPages {
  readonly folder = mkdtempSync(join(tmpdir(), 'asl-pages-'));
  readonly file = join(this.folder, 'hello.asl.yaml');
  readonly published: string[] = [];
  private tellChange: () => void = () => undefined;
  private readonly pages;
  private readonly routes;
  private readonly end: () => void;

  constructor() {
    writeFileSync(this.file, definition);
    writeFileSync(join(this.folder, 'hello.cases.yaml'), cases);
    const watch = (onChange: () => void) => {
      // Saves are reported by the tests: they do not wait for the file system.
      this.tellChange = onChange;
      return () => undefined;
    };
    const runs = new LocalRuns();
    this.pages = definitionPages({ ...definitionFiles([this.folder], workHere()), watch }, { runs });
    this.routes = [...this.pages.routes, ...executionPages({ source: nothing, now: () => 0 }, { local: runs }).routes];
    const live = { publish: (topic: string) => void this.published.push(topic), isWatched: () => true };
    this.end = this.pages.watch?.(live) ?? (() => undefined);
  }

  readonly get = async <Answer>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const route = this.routes.find((each) => each.path === path);
    if (route === undefined) throw new Error(`there is no route ${path}`);
    const answer = await route.answer(new URLSearchParams(query), new AbortController().signal);
    return JSON.parse(JSON.stringify(answer)) as Answer;
  };

  readonly act = async <Done>(name: string, input: Json): Promise<Done> => {
    const found = this.pages.acts?.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no act ${name}`);
    return (await found.run(found.check(input))) as Done;
  };

  /** Writes a file of the folder, by default the definition. */
  save(text: string, name = 'hello.asl.yaml'): void {
    writeFileSync(join(this.folder, name), text);
    this.tellChange();
  }

  withoutCases(): void {
    rmSync(join(this.folder, 'hello.cases.yaml'));
    this.tellChange();
  }

  /** The definition once its cases have been run. */
  async viewed(): Promise<DefinitionView> {
    for (let turn = 0; turn < 1_000; turn++) {
      const view = await this.get<DefinitionView>('definition', { file: this.file });
      if (view.cases.kind !== 'running') return view;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('the cases have not ended');
  }

  close(): void {
    this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
