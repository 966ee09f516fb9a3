// The worker thread of the sources. The published package has the module, in its bundle, under this name.
require('tsx/cjs');
require('./definition-thread.ts');
