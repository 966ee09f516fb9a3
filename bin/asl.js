#!/usr/bin/env node
// The installed `asl` command: TypeScript is run as it stands (transforms are cached), so there is no build to go stale.
// The SDK's notice of the Node.js versions that it supports: a run prints its own, about the runtime that is deployed.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
// Node.js 22.1 and later keep compiled code: a third of the start.
require('node:module').enableCompileCache?.(require('node:path').join(__dirname, '..', '.cache', 'compiled'));
require('tsx/cjs');
void require('./command-line.ts').main();
