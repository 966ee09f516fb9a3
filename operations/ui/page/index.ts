import type { PageModule } from '@document-pipelines/asl/ui/page';
import { NextCommand } from './next-command';

/** What operations add to the header of an execution. */
export const { pages, executionParts }: PageModule = { pages: [], executionParts: [NextCommand] };
