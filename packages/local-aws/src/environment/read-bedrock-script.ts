import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type BedrockScript, emptyScript, type ScriptSection, scriptFileSchema } from '../services/bedrock-script';
import { checkedShape } from './checked-shape';
import type { Project } from './project';
import { readYamlFile } from './read-yaml-file';

const fileName = 'bedrock-script.yaml';

/**
 * Returns the script of agents and customization jobs in a project's local environment: all `samples/<name>/bedrock-script.yaml`, in
 * the order of their names. Every command that starts the environment reads them, so that a redrive uses the same script.
 * Throws CannotRunError with the problems and their locations.
 */
export function readBedrockScript({ root }: Pick<Project, 'root'>): BedrockScript {
  const files = scriptsBelow(root).map((name) => ({ name, script: readScript(join(root, name)) }));
  return {
    agent: sectionOf('agent', files, ({ agent }) => agent),
    customization: sectionOf('customization', files, ({ customization }) => customization),
  };
}

interface ScriptFile {
  /** Below the project's root. */
  readonly name: string;
  readonly script: z.infer<typeof scriptFileSchema>;
}

/** The entries of all files, and the names of those that have some. */
function sectionOf<Entry>(
  section: keyof BedrockScript,
  files: readonly ScriptFile[],
  entriesOf: (script: ScriptFile['script']) => readonly Entry[],
): ScriptSection<Entry> {
  const having = files.filter(({ script }) => entriesOf(script).length > 0);
  const addTo =
    having.length === 0
      ? emptyScript[section].addTo
      : `\`${section}\` of ${having.map(({ name }) => name).join(' or ')}`;
  return { entries: having.flatMap(({ script }) => entriesOf(script)), addTo };
}

function scriptsBelow(root: string): readonly string[] {
  const samples = join(root, 'samples');
  if (!existsSync(samples)) return [];
  const folders = readdirSync(samples).sort();
  return folders.map((folder) => `samples/${folder}/${fileName}`).filter((name) => existsSync(join(root, name)));
}

function readScript(file: string): ScriptFile['script'] {
  return checkedShape(scriptFileSchema, readYamlFile(file), { location: file, whole: 'the script' });
}
