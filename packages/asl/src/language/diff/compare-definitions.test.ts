import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type FieldPath, isJsonObject, type Json } from '../definition';
import { objectOf, parseDefinition } from '../load';
import { createPaint } from '../terminal';
import { canonical } from './canonical';
import { compareDefinitions, type DefinitionChanges, hasChanges } from './compare-definitions';
import { withDeployedValues } from './deployed-values';
import { deployedSource, diffSourceOf } from './diff-source';
import { withoutComments } from './list-states';
import { layoutRows, reportRows, verdict } from './words';

/** The definitions of the check rules: every field and every type of state. */
const testdata = join(__dirname, '..', 'check', 'testdata');
const definitions = readdirSync(testdata, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.asl.yaml'))
  .map((file) => parseDefinition(readFileSync(join(testdata, file), 'utf8'), file).definition?.value)
  .filter((value) => isJsonObject(value) && isJsonObject(value['States']))
  .filter((value): value is Json => value !== undefined && JSON.stringify(value).length < 20_000);

const names = { label: 'x', name: 'x' };

function compare(old: Json, current: Json): DefinitionChanges {
  const [before, after] = [old, current].map((value) => deployedSource(JSON.stringify(value), names));
  return compareDefinitions(before!, after!);
}

function compareYaml(old: string, current: string): DefinitionChanges {
  const [before, after] = [old, current].map((text) => diffSourceOf(text, { file: 'x.asl.yaml', ...names }));
  return compareDefinitions(before!, after!);
}

/** Objects in another order of keys. */
function reordered(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => reordered(item));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, reordered(child)] as const);
  return objectOf(entries.reverse());
}

describe('a definition compared with itself', () => {
  it('has no changes, in any order of keys', () => {
    expect(definitions.length).toBeGreaterThan(50);
    for (const value of definitions) {
      expect(hasChanges(compare(value, value))).toBe(false);
      const { changes, states } = compare(value, reordered(value));
      expect({ changes, added: states.added, removed: states.removed, moved: states.moved }).toEqual({
        changes: [],
        added: [],
        removed: [],
        moved: [],
      });
    }
  });

  it('has no changes as YAML with anchors, comments and other formatting, and counts what is ignored', () => {
    const plain = `
Comment: before
StartAt: A
States:
  A:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:read:7
    Retry: [{ErrorEquals: [X, Y], MaxAttempts: 2}]
    Next: B
  B: {Type: Task, Resource: r, Retry: [{ErrorEquals: [X, Y], MaxAttempts: 2}], End: true}
`;
    const anchored = `
# A new comment.
Comment: after
StartAt: "A"
States:
  A:
    Resource: arn:aws:lambda:us-east-1:123456789012:function:read:8
    Type: Task
    Next: B
    Retry: &retry
      - MaxAttempts: 2
        ErrorEquals: [Y, X]
  B:
    Type: Task
    Resource: r
    Retry: *retry
    End: true
`;
    const changes = compareYaml(plain, anchored);

    expect(hasChanges(changes)).toBe(false);
    expect(changes.ignored).toEqual({ comments: 2, orders: 5, functionVersions: 1, isSameText: false });
  });
});

interface Edit {
  readonly kind: 'change' | 'remove' | 'add' | 'insert';
  readonly at: number;
  readonly value: string | number | boolean;
}

const edits = fc.array(
  fc.record<Edit>({
    kind: fc.constantFrom('change', 'remove', 'add', 'insert'),
    at: fc.nat(),
    value: fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  }),
  { minLength: 1, maxLength: 4 },
);

function pathsOf(value: Json, path: FieldPath = []): FieldPath[] {
  const children = Array.isArray(value) ? [...value.entries()] : isJsonObject(value) ? Object.entries(value) : [];
  return [path, ...children.flatMap(([key, child]) => pathsOf(child as Json, [...path, key]))];
}

/** The value with its value at a path replaced; undefined removes it. */
function replaced(value: Json, path: FieldPath, change: (old: Json) => Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, index) =>
      index === step ? (replaced(item, rest, change) ?? []) : [item],
    );
  if (!isJsonObject(value)) return value;
  return objectOf(
    Object.entries(value).flatMap(([key, child]): [string, Json][] => {
      const next = key === step ? replaced(child, rest, change) : child;
      return next === undefined ? [] : [[key, next]];
    }),
  );
}

function edited(definition: Json, { kind, at, value }: Edit): Json {
  // The definition itself and its `States` stay: without them there is nothing to compare.
  const paths = pathsOf(definition).filter((path) => path.length > 1 && !path.includes('Comment'));
  const path = paths[at % paths.length];
  if (path === undefined) return definition;
  const change = (old: Json): Json | undefined => {
    if (kind === 'remove') return undefined;
    if (kind === 'add' && isJsonObject(old)) return objectOf([...Object.entries(old), ['Added', value]]);
    if (kind === 'insert' && Array.isArray(old)) return [value, ...(old as readonly Json[])];
    return value;
  };
  return replaced(definition, path, change) as Json;
}

/** What no change names. */
function unnamed(value: Json, named: ReadonlySet<string>, path: FieldPath = []): Json | undefined {
  if (named.has(JSON.stringify(path))) return undefined;
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, index) => unnamed(item, named, [...path, index]) ?? []);
  if (!isJsonObject(value)) return value;
  return objectOf(
    Object.entries(value).flatMap(([key, child]): [string, Json][] => {
      const left = unnamed(child, named, [...path, key]);
      return left === undefined ? [] : [[key, left]];
    }),
  );
}

function namedPaths({ changes, states }: DefinitionChanges, side: 'old' | 'new'): Set<string> {
  const both = [...states.moved, ...states.renamed].map((match) => match[side].path);
  const alone = (side === 'new' ? states.added : states.removed).map(({ path }) => path);
  const values = changes.flatMap((change) => {
    if (side === 'new') return 'path' in change ? [change.path] : [];
    return 'oldPath' in change ? [change.oldPath] : [];
  });
  return new Set([...both, ...alone, ...values].map((path) => JSON.stringify(path)));
}

describe('random edits', () => {
  it('are all found, and printed in the width of the terminal: what no change names is equal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...definitions), edits, (old, list) => {
        const current = list.reduce(edited, old);
        const changes = compare(old, current);
        const [before, after] = [
          unnamed(withoutComments(old), namedPaths(changes, 'old')),
          unnamed(withoutComments(current), namedPaths(changes, 'new')),
        ];

        expect(canonical(after as Json)).toBe(canonical(before as Json));
        expect(hasChanges(changes)).toBe(canonical(old) !== canonical(current));
        for (const [width, all] of [
          [60, false],
          [120, true],
        ] as const) {
          const rows = reportRows(changes, { risks: [], behaviour: [], prices: [] }, { all });
          const lines = layoutRows(verdict(changes, rows), rows, { width, paint: createPaint(false) });
          expect(lines.filter((line) => [...line].length > width || /\p{Cc}/u.test(line))).toEqual([]);
          if (hasChanges(changes)) expect(rows.some(({ sign }) => sign !== ' ')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('states', () => {
  const task = (next: string, extra = '') =>
    `{Type: Task, Resource: "arn:aws:states:::sqs:sendMessage", Arguments: {QueueUrl: q, MessageBody: b}, TimeoutSeconds: 5, Next: ${next}${extra}}`;

  it('keep their identity under another name, and transitions to them are not changes of their own', () => {
    const { states, changes } = compareYaml(
      `{StartAt: Old, States: {Old: ${task('End')}, End: {Type: Succeed}}}`,
      `{StartAt: New, States: {New: ${task('End')}, End: {Type: Succeed}}}`,
    );

    expect(states.renamed.map((match) => [match.old.label, match.new.label])).toEqual([['Old', 'New']]);
    expect(states.added).toEqual([]);
    expect(changes.map(({ followsRename }) => followsRename)).toEqual([true]);
  });

  it('move between scopes, and between branches', () => {
    const parallel = (a: string, b: string) =>
      `{StartAt: P, States: {P: {Type: Parallel, End: true, Branches: [{StartAt: A, States: {A: {Type: Pass, End: true}${a}}}, {StartAt: B, States: {B: {Type: Pass, End: true}${b}}}]}}}`;
    const moved = compareYaml(parallel(', C: {Type: Succeed}', ''), parallel('', ', C: {Type: Succeed}'));
    const out = compareYaml(
      parallel(', C: {Type: Succeed}', ''),
      parallel('', '').replace(/\}\}$/, ', C: {Type: Succeed}}}'),
    );

    expect(moved.states.moved.map((match) => match.new.label)).toEqual(['P/C']);
    expect(out.states.moved.map((match) => [match.old.label, match.new.label])).toEqual([['P/C', 'C']]);
  });

  it('do not move with a branch that is at another index, which is a change of its own', () => {
    const branch = (name: string) => `{StartAt: ${name}, States: {${name}: {Type: Pass, End: true}}}`;
    const parallel = (...names: string[]) =>
      `{StartAt: P, States: {P: {Type: Parallel, End: true, Branches: [${names.map(branch).join(', ')}]}}}`;
    const { states, changes } = compareYaml(parallel('A', 'B'), parallel('B', 'A'));

    expect(states.moved).toEqual([]);
    expect(changes.map(({ kind }) => kind)).toEqual(['moved']);
  });
});

describe('the role', () => {
  const get = (resource: string) =>
    `{StartAt: A, States: {A: {Type: Task, Resource: "arn:aws:states:::${resource}", Arguments: {TableName: "\${TableName}", Key: {id: {S: x}}}, End: true}}}`;

  it('gains and loses what states need, with the reason', () => {
    const { role } = compareYaml(get('dynamodb:getItem'), get('dynamodb:deleteItem'));

    expect(role.gained.map(({ action, resource, needs }) => [action, resource, needs[0]?.reason])).toEqual([
      ['dynamodb:DeleteItem', '${TableName}', 'A calls dynamodb:deleteItem'],
    ]);
    expect(role.lost.map(({ action }) => action)).toEqual(['dynamodb:GetItem']);
  });

  it('does not lose what a wider permission covers', () => {
    const put = (key: string) =>
      `{QueryLanguage: JSONata, StartAt: A, States: {A: {Type: Task, Resource: "arn:aws:states:::aws-sdk:s3:putObject", Arguments: {Bucket: b, Key: "${key}", Body: x}, End: true}}}`;

    expect(compareYaml(put('a/b.json'), put("{% 'a/' & $x %}")).role.lost).toEqual([]);
    expect(compareYaml(put("{% 'a/' & $x %}"), put('a/b.json')).role.lost.length).toBeGreaterThan(0);
  });
});

describe('definitions with mistakes', () => {
  it.each([
    ['handlers that are not arrays', 'Retry: 1, Catch: false'],
    ['handlers that are not objects', 'Retry: [null], Catch: [1, {ErrorEquals: {}}]'],
    ['both transitions', 'Next: A, End: true'],
  ])('are compared: %s', (_what, fields) => {
    const text = (more: string) =>
      `{StartAt: A, States: {A: {Type: Task, Resource: "arn:aws:states:::sqs:sendMessage", ${fields}${more}}}}`;
    expect(compareYaml(text(''), text(', Comment: x')).changes).toEqual([]);
    expect(compareYaml(text(''), text(', Added: 1')).changes.map(({ kind }) => kind)).toEqual(['added']);
  });
});

describe('values of placeholders', () => {
  it('are those that the deployed definition has in their place; what is unknown stays', () => {
    const text = (resource: string, name: string, more = '') =>
      `{StartAt: A, States: {A: {Type: Task, Resource: "${resource}", Arguments: {FunctionName: "${name}"${more}}, End: true}}}`;
    const deployed = diffSourceOf(text('arn:aws:states:::lambda:invoke', 'arn:aws:lambda:eu-west-1:1:function:dev-a'), {
      file: 'x.asl.yaml',
      ...names,
    });
    const written = text(
      'arn:${P}:states:::lambda:invoke',
      'arn:${P}:lambda:${R}:1:function:${E}-a',
      ', New: "${N}", Gone: "${O?}"',
    );
    const source = withDeployedValues(diffSourceOf(written, { file: 'x.asl.yaml', ...names }), deployed);
    const { changes } = compareDefinitions(deployed, source);

    expect(changes.map((change) => [change.kind, 'new' in change && change.new])).toEqual([['added', '${N}']]);
    expect(source.placeholders).toEqual(['N']);
  });
});

describe('a long array', () => {
  it('is compared by position where nothing is equal', () => {
    const list = (offset: number) =>
      `{StartAt: A, States: {A: {Type: Pass, Output: [${Array.from({ length: 400 }, (_, i) => i + offset).join()}], End: true}}}`;
    expect(compareYaml(list(0), list(5_000)).changes.length).toBe(400);
    expect(compareYaml(list(0), list(1)).changes.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});
