import { documentPipeline } from './document-pipeline';
import type { Pipeline } from './pipeline';

/** Every pipeline that the fault matrix runs. */
export const pipelines: readonly Pipeline[] = [documentPipeline];
