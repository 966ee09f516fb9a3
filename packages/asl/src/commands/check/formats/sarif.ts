import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Diagnostic, positionIn, type SourcePosition } from '../../../language/diagnostics';
import { nearestAbove } from '../../../language/paths';
import type { CheckedFile } from '../check-file';
import type { Report } from './report';

/** Lines and columns count from 1; the end is exclusive. */
interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** SARIF 2.1.0, which code scanning reads: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function formatSarif({ files }: Report): string {
  const ids = [...new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ ruleId }) => ruleId)))].sort();
  const pages = sectionsOfDiagnostics();
  const rules = ids.map((id) => ruleOf(id, pages.get(id)));
  const results = files.flatMap((file) =>
    file.diagnostics.map((each) => resultOf(each, ids.indexOf(each.ruleId), file)),
  );
  const run = { tool: { driver: { name: 'asl', rules } }, columnKind: 'utf16CodeUnits', results };
  return JSON.stringify(
    { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] },
    null,
    2,
  );
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number, { text }: CheckedFile): object {
  const { ruleId, severity, message, help, span } = diagnostic;
  return {
    ruleId,
    ruleIndex,
    level: severity,
    message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(span.file) }, region: regionOf(span) } }],
    ...(diagnostic.fix === undefined || text === undefined
      ? {}
      : { fixes: [fixOf(diagnostic, diagnostic.fix.edits, text)] }),
  };
}

function fixOf(
  { span, help, message }: Diagnostic,
  edits: NonNullable<Diagnostic['fix']>['edits'],
  text: string,
): object {
  const replacements = edits.map((edit) => ({
    deletedRegion: regionOf({ start: positionIn(text, edit.start), end: positionIn(text, edit.end) }),
    insertedContent: { text: edit.text },
  }));
  const artifactChanges = [{ artifactLocation: { uri: uriOf(span.file) }, replacements }];
  return { description: { text: help ?? message }, artifactChanges };
}

function regionOf({ start, end }: { readonly start: SourcePosition; readonly end: SourcePosition }): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** Relative to the folder of the command, as code scanning expects paths of the repository. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

function ruleOf(id: string, section = ''): object {
  const [first = ''] = section.split('\n\n');
  const text = first.replace(/\s+/g, ' ').trim() || id;
  const sentence = /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
  return {
    id,
    shortDescription: { text: sentence },
    fullDescription: { text },
    help: { text, markdown: section.trim() || id },
  };
}

/** The sections of docs/diagnostics.md by the id of their rule. */
function sectionsOfDiagnostics(): ReadonlyMap<string, string> {
  // Next to the code in the published package; in the repository in docs/ of a folder above.
  const published = join(__dirname, 'diagnostics.md');
  const path = existsSync(published) ? published : nearestAbove(__dirname, join('docs', 'diagnostics.md'));
  const page = readFileSync(path ?? published, 'utf8');
  const sections = page.split(/^##+ /m).map((section): [string, string] => {
    const end = section.indexOf('\n');
    return [section.slice(0, end), section.slice(end + 1)];
  });
  return new Map(sections);
}
