import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { caseFileBeside, nameOf } from '../../interpreter/cases';
import { isJsonObject, type Json, type StateMachineDefinition } from '../../language/definition';
import type { Diagnostic } from '../../language/diagnostics';
import { type Graph, placeGraph, readGraph } from '../../language/graph';
import { loadDefinitionText, type ParsedDefinition } from '../../language/load';
import { readDefinitionFile, textsBelow, UnreadableDefinitionError } from '../../language/named-files';
import { readStateTree, type StateTree } from '../model';
import { NotFoundError } from '../pages';
import type { DefinitionFiles } from './definition-files';

/** A definition that can be drawn. */
export interface DrawableDefinition {
  readonly parsed: ParsedDefinition;
  readonly definition: StateMachineDefinition;
  readonly graph: Graph;
  readonly tree: StateTree;
}

/** A definition as it is in its file now. */
export interface BookEntry {
  readonly file: string;
  readonly name: string;
  /** Empty if the file cannot be read. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  /** The last one that could be drawn; absent if there was none yet. */
  readonly drawable?: DrawableDefinition;
  /** Whether `drawable` is what the file has. */
  readonly isDrawn: boolean;
  readonly caseFile?: string;
  /** What everything of it was read from: two entries with the same inputs are equal. */
  readonly inputs: string;
}

/** Reads the definitions of a project. Guards that a file is checked again only when it, its cases or its prompts have changed. */
export class DefinitionBook {
  private readonly entries = new Map<string, BookEntry>();
  private files: readonly string[] | undefined;
  private reading = new Map<string, Promise<BookEntry>>();
  private changes = 0;

  constructor(private readonly project: DefinitionFiles) {}

  /** Something has changed: everything is looked at again when it is asked for. */
  forget(): void {
    this.files = undefined;
    this.reading = new Map();
    this.changes += 1;
  }

  /** The definitions, in the order in which they are found. */
  async all(): Promise<readonly BookEntry[]> {
    this.files ??= this.project.find();
    return Promise.all(this.files.map((file) => this.read(file)));
  }

  /** Throws NotFoundError for a file that is not one of the project's definitions. */
  async entry(file: string): Promise<BookEntry> {
    this.files ??= this.project.find();
    if (!this.files.includes(file)) throw new NotFoundError(`there is no definition ${file}`);
    return this.read(file);
  }

  private read(file: string): Promise<BookEntry> {
    const { reading } = this;
    const read = reading.get(file) ?? this.readAgain(file);
    reading.set(file, read);
    // It is tried again, not kept.
    read.catch(() => reading.delete(file));
    return read;
  }

  private async readAgain(file: string): Promise<BookEntry> {
    const { changes } = this;
    const texts = inputsOf(file);
    const { text, diagnostics } = await this.checked(file);
    const inputs = JSON.stringify([texts, diagnostics]);
    const known = this.entries.get(file);
    if (known?.inputs === inputs) return known;
    const drawn = drawableIn(text, file);
    const drawable = drawn ?? known?.drawable;
    const caseFile = caseFileBeside(file);
    const entry: BookEntry = {
      file,
      name: nameOf(file),
      text,
      diagnostics,
      inputs,
      savedAt: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0,
      isDrawn: drawn !== undefined,
      ...(drawable === undefined ? {} : { drawable }),
      ...(caseFile === undefined ? {} : { caseFile }),
    };
    // A later change may have been faster.
    if (changes === this.changes) this.entries.set(file, entry);
    return entry;
  }

  private async checked(file: string): Promise<Pick<BookEntry, 'text' | 'diagnostics'>> {
    try {
      const text = readDefinitionFile(file);
      return { text, diagnostics: await this.project.check(text, file) };
    } catch (error) {
      if (!(error instanceof UnreadableDefinitionError)) throw error;
      return { text: error.text ?? '', diagnostics: [error.diagnostic] };
    }
  }
}

/** A definition with mistakes is drawn too, if its states have the shape of states. */
function drawableIn(text: string, file: string): DrawableDefinition | undefined {
  const { definition: parsed } = loadDefinitionText(text, file);
  if (parsed === undefined || !hasStates(parsed.value)) return undefined;
  const definition = parsed.value as unknown as StateMachineDefinition;
  try {
    const graph = readGraph(nameOf(file), definition);
    placeGraph(graph, { open: 'all', errorPaths: 'all' });
    return { parsed, definition, graph, tree: readStateTree(definition) };
  } catch {
    // A state without its Branches, a Choice whose Choices are a string: its findings say so.
    return undefined;
  }
}

function hasStates(value: Json): boolean {
  return (
    isJsonObject(value) &&
    isJsonObject(value['States']) &&
    Object.values(value['States']).every((state) => isJsonObject(state))
  );
}

/** The texts that findings, cases and graph come from, one after the other. */
function inputsOf(file: string): string {
  const stem = file.replace(/\.asl\.(?:ya?ml|json)$/, '');
  const texts = [file, `${stem}.cases.yaml`, `${stem}.cases.yml`, `${stem}.cases.json`].map(textOf);
  return JSON.stringify([...texts, ...textsBelow(join(dirname(file), 'prompts'), '.md')]);
}

function textOf(file: string): string | null {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  }
}
