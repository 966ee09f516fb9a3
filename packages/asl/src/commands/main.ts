import { asl } from './asl';
import { runProgram } from './command-line';

// The SDK's notice of the Node.js versions that it supports: a run prints its own, about the runtime that is deployed.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

void runProgram(asl);
