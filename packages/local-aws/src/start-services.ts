import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { ContentCache } from '@document-pipelines/asl/content-cache';
import { type Clock, type HistoryEvent, systemRandom } from '@document-pipelines/asl/interpreter';
import type { Closers } from './closers';
import type { Endpoint } from './endpoint';
import { createLambdaHost } from './lambda-host';
import type { LocalAccount } from './local-account';
import type { Policies } from './policies';
import type { DocumentReader } from './reading';
import { type EventBus, type OnTrouble, type Services, startStorageAndMessaging } from './services';
import { type Converse, createBedrock } from './services/bedrock';
import { createBedrockAgent } from './services/bedrock-agent/create-bedrock-agent';
import { createBedrockControl } from './services/bedrock-control';
import { createBedrockCustomization } from './services/bedrock-customization/create-bedrock-customization';
import { createBedrockInvocationJobs } from './services/bedrock-invocation-jobs/create-bedrock-invocation-jobs';
import type { BedrockScript } from './services/bedrock-script';
import { createHttpApi, httpApiPrefix } from './services/http-api';
import { createLambda } from './services/lambda';
import { createLogs, logRefusal } from './services/logs';
import { createRestApis, restApiPrefix } from './services/rest-api';
import { createMapObjects, createStates, type States, type StatesOptions } from './services/states';
import { createTextract, type LiveTextract, type OnObjectPage } from './services/textract';
import type { RunEnd } from './state-failure';
import { createTaskHandlers } from './task-handlers';
import { standstillOf } from './waiting';

/** Options of the services of a run. */
export interface ServiceOptions {
  /** Folder of the functions' source maps; without it, stack traces name lines of the bundles. */
  readonly sourceMapFolder?: string;
  /** Caches the diagnostics of definitions, so that they are checked once. Default: they are checked at each start that changes them. */
  readonly checks?: ContentCache;
  readonly live?: { readonly textract?: LiveTextract };
  /** Reads documents for Textract. It stays open: it can be shared by several runs. Default: one for this run. */
  readonly reader?: DocumentReader;
  readonly onHistoryEvent?: (event: HistoryEvent, executionArn: string) => void;
  /** Called for each page of a document that Textract reads in a job. */
  readonly onPage?: OnObjectPage;
  /** Mocks tasks with test cases of a MockConfigFile.json. */
  readonly testCase?: StatesOptions['testCase'];
  /** Receives what differs from AWS on this computer. */
  readonly onWarning?: (message: string) => void;
}

/** Dependencies of the services of a run. */
export interface ServicesDependencies {
  readonly services: Services;
  readonly policies: Policies;
  readonly localAccount: LocalAccount;
  readonly endpoint: Endpoint;
  readonly clock: Clock;
  readonly converse: Converse;
  readonly bedrockScript: BedrockScript;
  readonly onTrouble: OnTrouble;
  readonly end: RunEnd;
  readonly options: ServiceOptions;
  readonly closers: Closers;
}

/** The services that a run itself uses. */
export interface RunningServices {
  readonly eventBus: EventBus;
  readonly states: States;
  resume(): Promise<number>;
  /** Resolves when deliveries and Textract jobs are done. Returns whether functions and executions are at work then. */
  settle(): Promise<boolean>;
}

/** Creates and registers every service of a run, in the order in which they need one another. */
export async function startServices(dependencies: ServicesDependencies): Promise<RunningServices> {
  const {
    services,
    policies,
    localAccount,
    endpoint,
    clock,
    converse,
    bedrockScript: script,
    onTrouble,
  } = dependencies;
  const { options, closers, end } = dependencies;
  const { live = {}, checks, onHistoryEvent, onPage, onWarning, reader, testCase } = options;
  const storage = await startStorageAndMessaging({
    localAccount,
    policies,
    services,
    endpointUrl: endpoint.url,
    onUndelivered: ({ from, to, error, message, ended }) =>
      onTrouble(`${from} could not deliver to ${to}: ${error}: ${message} (${ended})`),
  });
  closers.add(() => storage.close());
  const textract = createTextract({
    services,
    localAccount,
    policies,
    clock,
    onTrouble,
    ...(live.textract === undefined ? {} : { live: live.textract }),
    ...(reader === undefined ? {} : { reader: { ...reader, close: async () => undefined } }),
    ...(onPage === undefined ? {} : { onPage }),
  });
  closers.add(() => textract.close());
  const host = createLambdaHost({
    region: localAccount.region,
    endpointUrl: endpoint.url,
    credentialsFor: (roleArn) => endpoint.credentialsFor(roleArn),
    logFolder: join(localAccount.stateFolder, 'logs'),
    now: () => clock.now(),
    refusesLog: (roleArn, stream) => logRefusal(roleArn, stream, { policies, localAccount }),
    ...(onWarning === undefined ? {} : { onWarning }),
  });
  closers.add(() => host.close());
  const lambda = createLambda({
    localAccount,
    services,
    policies,
    host,
    clock,
    onGivenUp: onTrouble,
    ...(options.sourceMapFolder === undefined ? {} : { sourceMapFolder: options.sourceMapFolder }),
  });
  closers.add(() => lambda.close());
  const tasks = createTaskHandlers({
    services,
    requestId: randomUUID,
    executionEnded: (executionArn) => states.executionEnded(executionArn),
  });
  const states: States = createStates({
    localAccount,
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
    ...(checks === undefined ? {} : { checks }),
  });
  closers.add(() => states.close());
  end.signal.addEventListener('abort', () => {
    states.abandon();
    storage.leave();
    lambda.close();
    textract.leave();
  });
  const models = createBedrock({ localAccount, converse });
  const customization = createBedrockCustomization({ services, localAccount, policies, clock, script, onTrouble });
  const invocationJobs = createBedrockInvocationJobs({ services, localAccount, policies, clock, onTrouble });
  const bedrock = createBedrockControl(models, [
    customization,
    invocationJobs,
    createBedrockAgent({ localAccount, script }),
  ]);
  closers.add(() => bedrock.close());
  const restApis = createRestApis({ services, policies, localAccount, endpointUrl: endpoint.url, clock, onTrouble });
  endpoint.serve(restApiPrefix, restApis.answer);
  const { username: userName } = userInfo();
  const httpApis = createHttpApi({
    services,
    policies,
    localAccount,
    endpointUrl: endpoint.url,
    clock,
    userName,
    onTrouble,
  });
  endpoint.serve(httpApiPrefix, httpApis.answer);
  const logs = createLogs(localAccount);
  for (const service of [restApis.service, httpApis.service, textract, bedrock, lambda.service, states.service, logs])
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
