import type { PageModule } from '@document-pipelines/asl/ui/page';
import { NextCommand } from './next-command';

/** What operations add to the page. */
export const { pages, executionParts }: PageModule = { pages: [], executionParts: [NextCommand] };
