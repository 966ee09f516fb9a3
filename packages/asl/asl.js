#!/usr/bin/env node
// The installed `asl` command: runs TypeScript directly (transforms are cached), without a build that could be
// outdated. The SDK's notice of supported Node.js versions is disabled: a run prints its own, about the deployed runtime.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
// Node.js 22.1 and later keep compiled code: a third of the start.
require('node:module').enableCompileCache?.(require('node:path').join(__dirname, '..', '..', '.cache', 'compiled'));
require('tsx/cjs');
require('./src/commands/main-from-source.ts');
