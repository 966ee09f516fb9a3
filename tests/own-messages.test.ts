import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sourceFiles } from './source-files';

/** Files that match the message of a library, of Node or of a server: these do not have error codes for it. */
const ofOthers = [
  'packages/asl/src/interpreter/run/failure.ts',
  'packages/asl/src/language/expressions/jsonata/compile-jsonata.ts',
  'packages/asl/src/language/load/yaml/syntax-diagnostics.ts',
  'packages/local-aws/src/services/bedrock/model-server/server-error.ts',
];

/** `message.includes(`, `/…/.test(error.message)`, `/…/.exec(messageIn(text))`; a message may be printed, cut or put into another one. */
const matches =
  /\b[mM]essage\)?\??\.(?:includes|startsWith|endsWith|match|matchAll|search|split\((?!'\\n'\)))|\/[a-z]*\.(?:test|exec)\([^()\n]*[mM]essage/;

describe('messages', () => {
  it('are for people: a program that wants to know what went wrong reads a field', () => {
    const matching = sourceFiles().filter((path) => matches.test(readFileSync(join(root, path), 'utf8')));

    expect(matching.sort()).toEqual(ofOthers);
  });

  it.each([
    "if (error.message.includes('taken')) return;",
    "const [, arn] = /'(.*)'/.exec(error.message) ?? [];",
    "return message.startsWith('must have');",
  ])('would be found in %s', (line) => {
    expect(line).toMatch(matches);
  });
});
