import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticsError } from '../../../asl/diagnostics';
import { type ParsedDefinition, parseDefinition } from '../../../asl/load';
import { outputText, type Transformation, transformations } from '../../../asl/transform';

/** Where the definitions lie, and whether they are compared instead of written. */
export interface TransformSettings {
  readonly root: string;
  readonly isCheck: boolean;
}

/**
 * Makes every output in order, each from what is on disk or was just made; writes those that changed, or with `isCheck` names those that are
 * behind. Returns the exit status: 0, or 1 where one is behind. Throws TransformationError and DiagnosticsError.
 */
export function runTransform({ root, isCheck }: TransformSettings, print: (line: string) => void): 0 | 1 {
  const made = new Map<string, string>();
  const behind = transformations.filter((transformation) => {
    const { output } = transformation;
    const text = textOf(transformation, root, made);
    made.set(output, text);
    const isBehind = readText(join(root, output)) !== text;
    if (isBehind && !isCheck) writeFileSync(join(root, output), text);
    if (isBehind) print(isCheck ? staleLine(transformation) : `${output}: written`);
    else print(`${output}: up to date`);
    return isBehind;
  });
  return isCheck && behind.length > 0 ? 1 : 0;
}

function textOf(transformation: Transformation, root: string, made: ReadonlyMap<string, string>): string {
  const inputs = transformation.inputs.map((path) => parsed(path, made.get(path) ?? readText(join(root, path)) ?? ''));
  return outputText(transformation, inputs);
}

function parsed(path: string, text: string): ParsedDefinition {
  const { definition, diagnostics } = parseDefinition(text, path);
  if (definition === undefined) throw new DiagnosticsError(diagnostics, text);
  return definition;
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function staleLine({ output, inputs }: Transformation): string {
  return `${output}: error: it is behind ${inputs.join(' and ')} [stale-output]\n   = help: run \`npx asl transform\` and commit what it writes`;
}
