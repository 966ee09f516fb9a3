export { serve } from './serve';
export { type Standalone, startStandalone } from './standalone';
export { type StatesServer, startServer } from './start-server';
