import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from '../asl/definition';
import { type Clock, type HistoryEvent, realClock, systemRandom } from '../interpreter';
import { type AppliedApp, applyApp, loadSynthesisedApp, placeOf, type SynthesisedApp } from './apply';
import { type Endpoint, environmentApi, environmentPrefix, startEndpoint } from './endpoint';
import { Closers } from './closers';
import { clearUnfinishedBelow, readJsonFile, writeJsonFile } from './json-file';
import { kinds, type Place } from './kinds';
import { createLambdaHost } from './lambda-host';
import { createPolicies, type Policies } from './policies';
import {
  createServices,
  type EmbeddedService,
  type EventBus,
  type OnTrouble,
  type Services,
  startStorageAndMessaging,
} from './services';
import { type Converse, createBedrock, createOfflineReader } from './services/bedrock';
import { createBedrockAgent } from './services/bedrock-agent';
import { createBedrockControl } from './services/bedrock-control';
import { createBedrockCustomization } from './services/bedrock-customization';
import { createBedrockInvocationJobs } from './services/bedrock-invocation-jobs';
import { type BedrockScript, emptyScript } from './services/bedrock-script';
import { createHttpApi, httpApiPrefix } from './services/http-api';
import { createLambda } from './services/lambda';
import { createRestApis, restApiPrefix } from './services/rest-api';
import { createMapObjects, createStates, type States, type StatesOptions } from './services/states';
import { createTextract, type LiveTextract, type OnObjectPage } from './services/textract';
import { RunEnd, stateFailureOf } from './state-failure';
import { lockState } from './state-lock';
import { createTaskHandlers } from './task-handlers';
import { standstillOf } from './waiting';

/** What a synthesised stack is applied and run with. */
export interface StartLocalOptions {
  /** `cdktf.out/stacks/<environment>`. */
  readonly stackFolder: string;
  /** `.local/<environment>`: everything a run leaves. */
  readonly stateFolder: string;
  /** Where the functions' source maps lie; without it, stack traces name places in the bundles. */
  readonly sourceMapFolder?: string;
  /** The command a second process is told about. */
  readonly command: string;
  /** A port taken is an error. Absent: the last one, if it is free, else any. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Answers Converse, in calls and in batch jobs. Default: the offline reader. */
  readonly converse?: Converse;
  /** What Bedrock's agents and customization jobs do. Default: nothing is covered, every request is rejected. */
  readonly bedrockScript?: BedrockScript;
  readonly live?: { readonly textract?: LiveTextract };
  readonly onHistoryEvent?: (event: HistoryEvent, executionArn: string) => void;
  /** Called for each page of a document that Textract reads in a job. */
  readonly onPage?: OnObjectPage;
  /** Answers tasks by test cases of a MockConfigFile.json. */
  readonly testCase?: StatesOptions['testCase'];
  /** Told what a person should know and no execution shows: deliveries refused, notices unsent. */
  readonly onTrouble?: (message: string) => void;
  /** Receives what differs from AWS on this computer. */
  readonly onWarning?: (message: string) => void;
  /** Given the stack before it is applied: tests take policies away here. */
  readonly change?: (app: SynthesisedApp) => SynthesisedApp;
  /** Called with each embedded service; what it returns is registered. */
  readonly adaptService?: (service: EmbeddedService) => EmbeddedService;
}

/** A synthesised stack, applied to embedded services and running. */
export interface Local {
  readonly app: SynthesisedApp;
  readonly applied: AppliedApp;
  readonly outputs: Readonly<Record<string, Json>>;
  readonly place: Place;
  readonly services: Services;
  readonly policies: Policies;
  readonly eventBus: EventBus;
  readonly states: States;
  /** The model that answers. */
  readonly converse: Converse;
  readonly bedrockScript: BedrockScript;
  readonly endpointUrl: string;
  /** Executions of an earlier process that go on. */
  readonly resumed: number;
  /** Aborted when the state folder cannot be written or read any more; the reason is a StateFailure. */
  readonly ended: AbortSignal;
  /**
   * Resolves when nothing is in flight except what waits for a person or for a time far away; rejects with the reason when the signal, or
   * `ended`, is aborted.
   */
  idle(signal?: AbortSignal): Promise<void>;
  /** Stops the services; running executions stay RUNNING on disk, and the next start goes on with them. */
  close(): Promise<void>;
}

/**
 * Applies a synthesised stack and goes on with what an earlier process left. Throws StateInUseError, StateFailure where the state folder
 * cannot be read or written, and what applying throws.
 */
export async function startLocal(options: StartLocalOptions): Promise<Local> {
  const loaded = loadSynthesisedApp(options.stackFolder);
  const app = options.change?.(loaded) ?? loaded;
  const closers = new Closers();
  try {
    return await start(app, options, closers);
  } catch (error) {
    await closers.closeWhatCloses();
    throw stateFailureOf(error, options.stateFolder) ?? error;
  }
}

async function start(app: SynthesisedApp, options: StartLocalOptions, closers: Closers): Promise<Local> {
  const { stateFolder, clock = realClock, converse = createOfflineReader(), bedrockScript = emptyScript } = options;
  const end = new RunEnd(stateFolder);
  const onTrouble: OnTrouble = (message, error) => {
    end.take(error);
    if (!end.signal.aborted) options.onTrouble?.(message);
  };
  closers.add(lockState(stateFolder, options.command));
  // Objects carry names of their own, the tables' store and the functions' code their own ways.
  clearUnfinishedBelow(stateFolder, ['objects', 'ledger', 'code']);
  const place = placeOf(app, stateFolder);
  const policies = createPolicies(place, () => clock.now());
  const { adaptService } = options;
  const services = createServices({ policies, place, end, ...(adaptService === undefined ? {} : { adaptService }) });
  const endpoint = await openEndpoint(services, place, options);
  closers.add(() => endpoint.close());
  const parts = {
    services,
    policies,
    place,
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
  const applied = await applyApp(app, kinds, { place, services, policies });
  const resumed = await running.resume();
  endpoint.serve(environmentPrefix, environmentApi({ environment: app.environment, outputs: applied.outputs }));
  return {
    app,
    applied,
    outputs: applied.outputs,
    place,
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

/** The same port as last time, where it is free: queue URLs and functions' versions then stay what they were. */
async function openEndpoint(services: Services, place: Place, { port }: StartLocalOptions): Promise<Endpoint> {
  const file = join(place.stateFolder, 'endpoint.json');
  const last = readJsonFile<{ readonly port: number }>(file)?.port;
  const open = (wanted: number): Promise<Endpoint> => startEndpoint({ services, place, port: wanted });
  const endpoint = port !== undefined ? await open(port) : await open(last ?? 0).catch(() => open(0));
  writeJsonFile(file, { port: Number(new URL(endpoint.url).port) });
  return endpoint;
}

interface Parts {
  readonly services: Services;
  readonly policies: Policies;
  readonly place: Place;
  readonly endpoint: Endpoint;
  readonly clock: Clock;
  readonly converse: Converse;
  readonly bedrockScript: BedrockScript;
  readonly onTrouble: OnTrouble;
  readonly end: RunEnd;
  readonly options: StartLocalOptions;
  readonly closers: Closers;
}

/** The services of a run, as far as the run itself deals with them. */
interface RunningServices {
  readonly eventBus: EventBus;
  readonly states: States;
  resume(): Promise<number>;
  /** Resolves when deliveries and Textract jobs are done; says whether functions and executions are at work then. */
  settle(): Promise<boolean>;
}

async function startServices(parts: Parts): Promise<RunningServices> {
  const { services, policies, place, endpoint, clock, converse, bedrockScript: script, onTrouble } = parts;
  const { options, closers, end } = parts;
  const { live = {}, onHistoryEvent, onPage, onWarning, testCase } = options;
  const storage = await startStorageAndMessaging({
    place,
    policies,
    services,
    endpointUrl: endpoint.url,
    onUndelivered: ({ from, to, error, message, ended }) =>
      onTrouble(`${from} could not deliver to ${to}: ${error}: ${message} (${ended})`),
  });
  closers.add(() => storage.close());
  const textract = createTextract({
    services,
    place,
    policies,
    clock,
    onTrouble,
    ...(live.textract === undefined ? {} : { live: live.textract }),
    ...(onPage === undefined ? {} : { onPage }),
  });
  closers.add(() => textract.close());
  const host = createLambdaHost({
    region: place.region,
    endpointUrl: endpoint.url,
    credentialsFor: (roleArn) => endpoint.credentialsFor(roleArn),
    logFolder: join(place.stateFolder, 'logs'),
    now: () => clock.now(),
    ...(onWarning === undefined ? {} : { onWarning }),
  });
  closers.add(() => host.close());
  const lambda = createLambda({
    place,
    services,
    policies,
    host,
    clock,
    onGivenUp: onTrouble,
    ...(options.sourceMapFolder === undefined ? {} : { sourceMapFolder: options.sourceMapFolder }),
  });
  closers.add(() => lambda.close());
  const tasks = createTaskHandlers({ services, requestId: randomUUID });
  const states = createStates({
    place,
    clock,
    tasks,
    mapObjects: createMapObjects(services),
    random: systemRandom,
    policies,
    eventBus: { publish: (event) => end.during(() => storage.eventBus.publish(event)) },
    onDefect: onTrouble,
    onFailure: (error) => end.take(error),
    ...(onHistoryEvent === undefined ? {} : { onHistoryEvent }),
    ...(testCase === undefined ? {} : { testCase }),
  });
  closers.add(() => states.close());
  end.signal.addEventListener('abort', () => {
    states.abandon();
    storage.leave();
    lambda.close();
    textract.leave();
  });
  const models = createBedrock({ place, converse });
  const customization = createBedrockCustomization({ services, place, policies, clock, script, onTrouble });
  const invocationJobs = createBedrockInvocationJobs({ services, place, policies, clock, onTrouble });
  const bedrock = createBedrockControl(models, [customization, invocationJobs, createBedrockAgent({ place, script })]);
  closers.add(() => bedrock.close());
  const restApis = createRestApis({ services, policies, place, endpointUrl: endpoint.url, clock, onTrouble });
  endpoint.serve(restApiPrefix, restApis.answer);
  const { username: userName } = userInfo();
  const httpApis = createHttpApi({ services, policies, place, endpointUrl: endpoint.url, clock, userName, onTrouble });
  endpoint.serve(httpApiPrefix, httpApis.answer);
  for (const service of [restApis.service, httpApis.service, textract, bedrock, lambda.service, states.service])
    services.register(service);

  return {
    eventBus: storage.eventBus,
    states,
    async resume() {
      await storage.resumeDeliveries();
      lambda.resume();
      await textract.resumeJobs();
      await bedrock.resumeJobs();
      return states.resume();
    },
    async settle() {
      await textract.whenIdle();
      await bedrock.whenIdle();
      await storage.whenDelivered();
      const now = clock.now();
      const isAtWork = states.running().some(({ position }) => standstillOf(position, now) === undefined);
      return host.inFlight > 0 || lambda.owed.length > 0 || states.isEnding || isAtWork;
    },
  };
}

/** Work hands over to work: only what is quiet twice in a row is at rest. */
async function untilIdle(services: RunningServices, signal = new AbortController().signal): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // It may be rejected when nobody looks any more.
  aborted.catch(() => undefined);
  for (let quietLooks = 0; quietLooks < 2; ) {
    signal.throwIfAborted();
    const isBusy = await Promise.race([services.settle(), aborted]);
    quietLooks = isBusy ? 0 : quietLooks + 1;
    await delay(isBusy ? 50 : 10);
  }
}
