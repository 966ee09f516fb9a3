import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from '@document-pipelines/asl/definition';
import { type Clock, realClock } from '@document-pipelines/asl/interpreter';
import { type AppliedApp, applyApp, leaveOut, loadSynthesisedApp, localAccountOf, type SynthesisedApp } from './apply';
import { Closers } from './closers';
import { type Endpoint, environmentApi, environmentPrefix, startEndpoint } from './endpoint';
import { clearUnfinishedBelow, readJsonFile, writeJsonFile } from './json-file';
import { resourceTypes } from './kinds';
import type { LocalAccount } from './local-account';
import { createPolicies, type Policies } from './policies';
import { keepGrants } from './policies/kept-grants';
import { createServices, type EmbeddedService, type EventBus, type OnTrouble, type Services } from './services';
import { type Converse, noModel } from './services/bedrock';
import { type BedrockScript, emptyScript } from './services/bedrock-script';
import type { States } from './services/states';
import { createSts } from './services/sts';
import { type RunningServices, type ServiceOptions, startServices } from './start-services';
import { RunEnd, stateFailureOf } from './state-failure';
import { lockState } from './state-lock';

/** Options of applying and running a synthesised stack. */
export interface StartLocalOptions extends ServiceOptions {
  /** `cdktf.out/stacks/<environment>`. */
  readonly stackFolder: string;
  /** `.local/<environment>`: everything a run leaves. */
  readonly stateFolder: string;
  /** The command that is named to a second process. */
  readonly command: string;
  /** A port in use is an error. Absent: the last one, if it is free, else any. */
  readonly port?: number;
  /** A further address of the endpoint than 127.0.0.1. */
  readonly host?: string;
  readonly clock?: Clock;
  /** Implements Converse, in calls and in batch jobs. Default: there is no model. */
  readonly converse?: Converse;
  /** The script of Bedrock's agents and customization jobs. Default: an empty script, every request is rejected. */
  readonly bedrockScript?: BedrockScript;
  /** Called for problems that no execution shows: rejected deliveries, notices that were not sent. */
  readonly onTrouble?: (message: string) => void;
  /** Resource types that are left out. Absent: those of the last start in this state folder. */
  readonly without?: readonly string[];
  /** Receives the stack before it is applied: tests remove policies here. */
  readonly change?: (app: SynthesisedApp) => SynthesisedApp;
  /** Called with each embedded service; what it returns is registered. */
  readonly adaptService?: (service: EmbeddedService) => EmbeddedService;
}

/** A synthesised stack, applied to embedded services and running. */
export interface Local {
  readonly environment: string;
  readonly app: SynthesisedApp;
  readonly applied: AppliedApp;
  readonly outputs: Readonly<Record<string, Json>>;
  readonly localAccount: LocalAccount;
  readonly services: Services;
  readonly policies: Policies;
  readonly eventBus: EventBus;
  readonly states: States;
  /** The model in use. */
  readonly converse: Converse;
  readonly bedrockScript: BedrockScript;
  readonly endpointUrl: string;
  /** Number of resumed executions of an earlier process. */
  readonly resumed: number;
  /** Aborted when the state folder cannot be written or read any more; the reason is a StateFailure. */
  readonly ended: AbortSignal;
  /**
   * Resolves when all that is still in flight waits for a person or for a distant time; rejects with the reason when the signal, or
   * `ended`, is aborted.
   */
  idle(signal?: AbortSignal): Promise<void>;
  /** Stops the services; running executions stay RUNNING on disk, and the next start resumes them. */
  close(): Promise<void>;
}

/**
 * Applies a synthesised stack and resumes what an earlier process left. Throws StateInUseError, StateFailure if the state folder
 * cannot be read or written, and the errors of applying.
 */
export async function startLocal(options: StartLocalOptions): Promise<Local> {
  const { stackFolder, stateFolder } = options;
  const loaded = loadSynthesisedApp(stackFolder);
  const closers = new Closers();
  try {
    const kept = leaveOut(loaded, options.without ?? lastWithout(stateFolder, loaded));
    return await start(options.change?.(kept) ?? kept, options, closers);
  } catch (error) {
    await closers.closeWhatCloses();
    throw stateFailureOf(error, stateFolder) ?? error;
  }
}

/** The types that were left out: a command that continues what is running applies the same stack. */
const withoutFile = 'without.json';

function lastWithout(stateFolder: string, { resources }: SynthesisedApp): readonly string[] {
  const last = readJsonFile<readonly string[]>(join(stateFolder, withoutFile)) ?? [];
  return last.filter((without) => resources.some(({ type }) => type === without));
}

async function start(app: SynthesisedApp, options: StartLocalOptions, closers: Closers): Promise<Local> {
  const { stateFolder, clock = realClock, converse = noModel, bedrockScript = emptyScript } = options;
  const end = new RunEnd(stateFolder);
  const onTrouble: OnTrouble = (message, error) => {
    end.take(error);
    if (!end.signal.aborted) options.onTrouble?.(message);
  };
  closers.add(lockState(stateFolder, options.command));
  // Objects have names of their own; the tables' store and the functions' code handle this themselves.
  clearUnfinishedBelow(stateFolder, ['objects', 'tables', 'code']);
  if (options.without !== undefined) writeJsonFile(join(stateFolder, withoutFile), options.without);
  const localAccount = localAccountOf(app, stateFolder);
  const policies = createPolicies(localAccount, () => clock.now());
  closers.add(() => keepGrants(stateFolder, policies));
  const { adaptService } = options;
  const services = createServices({
    policies,
    localAccount,
    end,
    ...(adaptService === undefined ? {} : { adaptService }),
  });
  const endpoint = await openEndpoint(services, localAccount, options);
  closers.add(() => endpoint.close());
  const parts = {
    services,
    policies,
    localAccount,
    endpoint,
    clock,
    converse,
    bedrockScript,
    onTrouble,
    options,
    closers,
    end,
  };
  const running = await startServices(parts);
  services.register(
    createSts({
      localAccount,
      allowsCaller: (caller, roleArn) => policies.allowsCallerToAssume(caller, roleArn),
      credentialsFor: (roleArn) => ({ ...endpoint.credentialsFor(roleArn) }),
    }),
  );
  const applied = await applyApp(app, resourceTypes, { localAccount, services, policies });
  const resumed = await running.resume();
  endpoint.serve(
    environmentPrefix,
    environmentApi({ environment: app.environment, region: app.region, outputs: applied.outputs }),
  );
  return {
    environment: app.environment,
    app,
    applied,
    outputs: applied.outputs,
    localAccount: localAccount,
    services,
    policies,
    eventBus: running.eventBus,
    states: running.states,
    converse,
    bedrockScript,
    endpointUrl: endpoint.url,
    resumed,
    ended: end.signal,
    idle: (signal) => untilIdle(running, signal === undefined ? end.signal : AbortSignal.any([end.signal, signal])),
    close: () => (end.signal.aborted ? closers.closeWhatCloses() : closers.closeAll()),
  };
}

/** Uses the same port as last time, if it is free: queue URLs and functions' versions then stay what they were. */
async function openEndpoint(
  services: Services,
  localAccount: LocalAccount,
  { port, host }: StartLocalOptions,
): Promise<Endpoint> {
  const file = join(localAccount.stateFolder, 'endpoint.json');
  const last = readJsonFile<{ readonly port: number }>(file)?.port;
  const open = (wanted: number): Promise<Endpoint> =>
    startEndpoint({ services, localAccount, port: wanted, ...(host === undefined ? {} : { host }) });
  const endpoint = port !== undefined ? await open(port) : await open(last ?? 0).catch(() => open(0));
  writeJsonFile(file, { port: Number(new URL(endpoint.url).port) });
  return endpoint;
}

/** Work may start other work: the environment is idle only if it is quiet twice in a row. */
async function untilIdle(services: RunningServices, signal = new AbortController().signal): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // It may reject after all callers have stopped waiting.
  aborted.catch(() => undefined);
  for (let quietLooks = 0; quietLooks < 2; ) {
    signal.throwIfAborted();
    const isBusy = await Promise.race([services.settle(), aborted]);
    quietLooks = isBusy ? 0 : quietLooks + 1;
    await delay(isBusy ? 50 : 10);
  }
}
