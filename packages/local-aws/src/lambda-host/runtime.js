// What runs inside a function's worker: the part of Lambda's Node.js runtime that a handler can see. Plain JavaScript, because a
// worker starts without the TypeScript loader, and a cold start would pay for it.

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');
const { sourceStack } = require('./source-stack');

const { functionName, functionArn, version, handler, codeFolder, memorySizeMegabytes } = workerData;

// Printed text travels with the answers, so that it is in the log before them.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, callback) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    parentPort.postMessage({ kind: 'printed', text });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done !== undefined) process.nextTick(done);
    return true;
  };
}

Error.prepareStackTrace = (error, sites) => sourceStack(error, sites, codeFolder);

process.on('unhandledRejection', (reason) => {
  const { errorType, errorMessage, trace } = describe(reason);
  const message = `${errorType}: ${errorMessage}`;
  parentPort.postMessage({
    kind: 'crashed',
    failure: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: message, trace },
  });
});
process.on('uncaughtException', (error) => parentPort.postMessage({ kind: 'crashed', failure: describe(error) }));

load().then(
  (run) => {
    parentPort.on('message', (request) => answer(run, request));
    parentPort.postMessage({ kind: 'ready' });
  },
  (error) => parentPort.postMessage({ kind: 'unloadable', failure: describeLoadFailure(error) }),
);

/** Returns the handler that the configuration names. Throws an error with the name that Lambda uses. */
async function load() {
  const dot = handler.lastIndexOf('.');
  const [moduleName, exportName] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const file = ['.js', '.mjs', '.cjs'].map((suffix) => join(codeFolder, moduleName + suffix)).find(existsSync);
  if (file === undefined) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
  const loaded = file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : require(file);
  const run = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof run !== 'function') throw named('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  return run;
}

function describeLoadFailure(error) {
  const failure = describe(error);
  if (failure.errorType.startsWith('Runtime.')) return failure;
  const errorMessage = `${failure.errorType}: ${failure.errorMessage}`;
  if (error instanceof SyntaxError) return { ...failure, errorType: 'Runtime.UserCodeSyntaxError', errorMessage };
  const missing = error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND';
  return missing ? { ...failure, errorType: 'Runtime.ImportModuleError', errorMessage } : failure;
}

async function answer(run, request) {
  process.env._X_AMZN_TRACE_ID = request.traceId;
  try {
    const result = await call(run, JSON.parse(request.payload), contextOf(request));
    const payload = JSON.stringify(result);
    parentPort.postMessage({
      kind: 'returned',
      requestId: request.requestId,
      payload: payload === undefined ? 'null' : payload,
    });
  } catch (error) {
    parentPort.postMessage({ kind: 'threw', requestId: request.requestId, failure: describe(error) });
  }
}

function call(run, event, context) {
  if (run.length < 3) return run(event, context);
  return new Promise((resolve, reject) => {
    run(event, context, (error, result) => (error === null || error === undefined ? resolve(result) : reject(error)));
  });
}

function contextOf({ requestId, deadline, invokedFunctionArn }) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: version,
    invokedFunctionArn: invokedFunctionArn ?? functionArn,
    memoryLimitInMB: String(memorySizeMegabytes),
    awsRequestId: requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** Returns a thrown value in the shape that Lambda returns: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function describe(error) {
  if (!(error instanceof Error) && typeof error?.stack !== 'string') {
    return { errorType: typeof error, errorMessage: typeof error === 'string' ? error : String(error), trace: [] };
  }
  return {
    errorType: error.name || 'Error',
    errorMessage: String(error.message),
    trace: String(error.stack).split('\n'),
  };
}
