import { memberOf } from '../../../asl/definition';
import type { Expectations, Given, MockAnswer, Mocks, StateMock, TestCase } from './test-case';

/** A case of which something else is expected here, and where that is written. */
export interface OtherwiseExpected extends Pick<TestCase, 'expect' | 'span' | 'spanOf'> {
  readonly case: string;
  readonly mocks: Mocks;
  readonly expect: Expectations;
}

/** Cases of another file, and the Distributed Map whose children they hold for; without one, they hold for the machine itself. */
export interface Inclusion {
  readonly cases: readonly TestCase[];
  /** Name of the other file's state machine. */
  readonly machineName: string;
  readonly child: string | undefined;
  /** By state, the member under which its answers come here. */
  readonly answersUnder: Readonly<Record<string, string>>;
  /** States that lie on the way here and not there. */
  readonly between: readonly string[];
  /** Names of cases that do not hold. */
  readonly except: readonly string[];
  readonly instead: readonly OtherwiseExpected[];
}

/** The cases as those of this file's machine, or its children: those that hold, and those that do not. */
export interface IncludedCases {
  readonly held: readonly TestCase[];
  readonly excepted: readonly TestCase[];
}

/**
 * Another file's cases with their own input, mocks and names in the context object, this file's mocks for what they do not mock, and this
 * file's substitutions: what they say of the other machine they say of this one, or of a child.
 */
export function includedCases(inclusion: Inclusion, own: Given): IncludedCases {
  const { cases, except, instead } = inclusion;
  const others = instead.map(({ case: name }) => name);
  const isExcepted = (test: TestCase): boolean => [...except, ...others].includes(bareName(test));
  const taken = cases.map((test) => takenOver(test, inclusion, own));
  const otherwise = taken.flatMap((test) =>
    instead.filter((each) => each.case === bareName(test)).map((each) => changed(test, each)),
  );
  return {
    held: [...taken.filter((test) => !isExcepted(test)), ...otherwise],
    excepted: taken.filter(isExcepted),
  };
}

/** The names that `except` and `instead` give and no case has. */
export function unknownCases({ cases, except, instead }: Inclusion): string[] {
  const known = cases.map(bareName);
  return [...except, ...instead.map(({ case: name }) => name)].filter((name) => !known.includes(name));
}

function takenOver(test: TestCase, { machineName, child, answersUnder, between }: Inclusion, own: Given): TestCase {
  return {
    ...test,
    name: test.name === bareName(test) ? `${test.name} (as ${machineName})` : test.name,
    ...(child !== undefined && { child }),
    mocks: { ...own.mocks, ...wrapped(test.mocks, answersUnder) },
    ...(between.length > 0 && { between }),
    substitutions: { ...test.substitutions, ...own.substitutions },
    context: { ...test.context, StateMachine: { Name: machineName, ...test.context.StateMachine } },
  };
}

function changed(test: TestCase, { mocks, expect, span, spanOf }: OtherwiseExpected): TestCase {
  return { ...test, name: `${bareName(test)} (otherwise)`, mocks: { ...test.mocks, ...mocks }, expect, span, spanOf };
}

/** The mocks, the answers of some states put under a member. */
function wrapped(mocks: Mocks, answersUnder: Inclusion['answersUnder']): Mocks {
  const under = (member: string, mock: StateMock): StateMock => {
    if (Array.isArray(mock)) return (mock as readonly MockAnswer[]).map((each) => under(member, each) as MockAnswer);
    if ('return' in mock && mock.return !== undefined) return { ...mock, return: { [member]: mock.return } };
    return mock;
  };
  const entries = Object.entries(mocks).map(([state, mock]) => {
    const member = memberOf(answersUnder, state);
    return [state, member === undefined ? mock : under(member, mock)] as const;
  });
  return Object.fromEntries(entries);
}

/** The name as it is written, without what was added where it was taken over. */
function bareName({ name }: TestCase): string {
  return name.replace(/ \((?:as [^()]+|otherwise)\)$/, '');
}
