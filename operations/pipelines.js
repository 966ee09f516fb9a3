#!/usr/bin/env node
// The installed `pipelines` command: TypeScript is run as it is, like packages/asl/asl.js.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
require('node:module').enableCompileCache?.(require('node:path').join(__dirname, '..', '.cache', 'compiled'));
// Loaded first: tsx looks at each file that is loaded after it.
require('commander');
require('tsx/cjs');
require('./commands/main.ts');
