import { aslProgram } from './asl';
import { loadCheckText } from './check/load-check-text';
import { runProgram } from './command-line';

void runProgram(aslProgram(loadCheckText));
