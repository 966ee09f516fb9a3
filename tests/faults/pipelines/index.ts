import type { MachineUnderFault } from '../machines/machine-under-fault';
import { agentPipeline } from './agent-pipeline';
import { batchInference } from './batch-inference';
import { batchPipeline } from './batch-pipeline';
import { classifyText } from './classify-text';
import { documentPipeline } from './document-pipeline';
import type { Pipeline } from './pipeline';
import { trainModel } from './train-model';

/** Every pipeline of documents that the fault matrix runs. */
export const pipelines: readonly Pipeline[] = [documentPipeline, batchPipeline];

/** Every machine whose executions are requests of their own. */
export const machines: readonly MachineUnderFault[] = [classifyText, agentPipeline, batchInference, trainModel];
