// The worker thread of the sources. The published package has the bundle of reading-thread.ts under this name.
require('tsx/cjs');
require('./reading-thread.ts');
