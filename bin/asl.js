#!/usr/bin/env node
// The installed `asl` command: TypeScript is run as it stands (transforms are cached), so there is no build to go stale.
require('tsx/cjs');
require('./asl.ts');
