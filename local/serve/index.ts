export { serve, type ServeOptions } from './serve';
export { startServer, type StatesServer } from './start-server';
export { type Standalone, startStandalone } from './standalone';
