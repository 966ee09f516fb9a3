import { join } from 'node:path';
import { assumptionsOf } from '@document-pipelines/asl/cost-of-paths';
import { findProject } from '@document-pipelines/local-aws/environment';
import { type AccountOptions, withAccount } from '../account';
import { readStory } from './read-story';
import { findSubject } from './subject/find-subject';
import { storyLines } from './text/story-lines';

/** Options of `pipelines trace`. */
export interface TraceOptions extends AccountOptions {
  /** Print only JSON to stdout. */
  readonly json: boolean;
  /** Print inputs, outputs, reasons and comments: the content of documents. */
  readonly data: boolean;
}

/** `pipelines trace ID`: prints the story of a document, or of an execution. Throws UserError if the id is unknown or ambiguous. */
export async function traceStory(id: string, options: TraceOptions): Promise<0> {
  const { cwd, data, console, json } = options;
  const assumptions = assumptionsOf(join(findProject(cwd).root, 'cdktf.json'));
  const story = await withAccount('pipelines trace', options, async (account) =>
    readStory(account, await findSubject(account, id), { data, assumptions }),
  );
  if (json) console.json(story);
  else for (const line of storyLines(story)) console.print(line);
  return 0;
}
