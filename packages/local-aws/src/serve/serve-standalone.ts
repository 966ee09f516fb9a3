import { lockState } from '../state-lock';
import type { Served } from './served-states';
import { type StandaloneOptions, standaloneAccount, startStandalone } from './standalone';
import { type ListenAddress, startServer } from './start-server';

/** Serves Step Functions by itself. */
export async function serveStandalone({ host, port, ...options }: StandaloneOptions & ListenAddress): Promise<Served> {
  const { stateFolder } = options;
  const unlock = stateFolder === undefined ? () => undefined : lockState(stateFolder, 'asl local serve');
  const standalone = startStandalone(options);
  const leave = async (): Promise<void> => {
    await standalone.close();
    unlock();
  };
  try {
    const resumed = await standalone.states.resume();
    const server = await startServer(standalone, { host, port });
    const { call, states, ended } = standalone;
    const close = (): Promise<void> => server.close().finally(leave);
    return { call, states, ended, resumed, url: server.url, region: standaloneAccount.region, close };
  } catch (error) {
    await leave();
    throw error;
  }
}
