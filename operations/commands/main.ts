import { runProgram } from '@document-pipelines/asl/commands';
import { pipelines } from './pipelines';

void runProgram(pipelines);
