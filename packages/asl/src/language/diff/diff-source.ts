import { type FieldPath, isJsonObject, type Json, type JsonObject } from '../definition';
import { DiagnosticsError, UserError } from '../diagnostics';
import {
  commentsOf,
  loadDefinitionText,
  type ParsedDefinition,
  parseDefinition,
  promptFilesOf,
  promptsIn,
} from '../load';

/** One of the two definitions that are compared. */
export interface DiffSource {
  /** As it was named: a file, `HEAD~1:definitions/x.asl.yaml`, `deployed`. */
  readonly label: string;
  readonly name: string;
  /** Prompts are named, not filled in: `${prompt:folder/name.v1}`. */
  readonly value: JsonObject;
  /** With the texts of its prompts. */
  readonly filled: JsonObject;
  /** Texts of prompts by path. */
  readonly prompts: ReadonlyMap<string, string>;
  /** Names of placeholders, those of prompts included. */
  readonly placeholders: readonly string[];
  readonly text: string;
  /** Comments of YAML. */
  readonly comments: readonly string[];
  /** Returns the line of the key at a path; undefined if the definition has no lines of its own. */
  lineOf(path: FieldPath): number | undefined;
}

/** What names a source. `file`: where its prompts are, and in diagnostics. */
export interface SourceNames {
  readonly file: string;
  readonly label: string;
  readonly name: string;
}

/** Parses a definition. Throws DiagnosticsError for its errors, UserError if it has no states. */
export function diffSourceOf(text: string, { file, label, name }: SourceNames): DiffSource {
  const written = parseDefinition(text, file);
  const loaded = loadDefinitionText(text, file);
  if (written.definition === undefined || loaded.definition === undefined)
    throw new DiagnosticsError([...loaded.diagnostics], text);
  const value = definitionValue(written.definition.value, label);
  const { definition } = loaded;
  return {
    label,
    name,
    value,
    filled: definitionValue(definition.value, label),
    prompts: promptTexts(value, file),
    placeholders: placeholderNames(definition),
    text,
    comments: commentsOf(definition).map((comment) => comment.text),
    lineOf: (path) => definition.keySpanOf(path).start.line,
  };
}

/** A definition that is known as JSON only, such as the deployed one. Throws as {@link diffSourceOf}. */
export function deployedSource(json: string, { label, name }: Omit<SourceNames, 'file'>): DiffSource {
  return { ...diffSourceOf(json, { file: 'definition.json', label, name }), lineOf: () => undefined };
}

function definitionValue(value: Json, label: string): JsonObject {
  if (isJsonObject(value) && isJsonObject(value['States'])) return value;
  throw new UserError(`${label} is not a definition: it has no \`States\``);
}

function promptTexts(value: Json, file: string): Map<string, string> {
  const files = promptFilesOf(file);
  const paths = [...new Set(stringsOf(value).flatMap((text) => promptsIn(text).map(({ path }) => path)))];
  return new Map(paths.filter((path) => path !== '*').map((path) => [path, files.read(path) ?? '']));
}

function placeholderNames({ placeholders }: ParsedDefinition): string[] {
  return [...new Set(placeholders.map(({ name }) => name))];
}

function stringsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((each: Json) => stringsOf(each))
    : [];
}
