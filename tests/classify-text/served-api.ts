import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, realClock } from '@document-pipelines/asl/interpreter';
import { type Local, type StartLocalOptions, startLocal } from '@document-pipelines/local-aws';
import { type ConverseAnswer, createScriptedAnswers } from '@document-pipelines/local-aws/services/bedrock';
import type { Environment } from '../../environments';
import { createConverse } from '../../offline-reader';
import { callRestApi, type RestApiRequest, type RestApiResponse } from '../../packages/local-aws/src/services/rest-api';
import { keptChecks } from '../kept-checks';
import { synthesisedClassifyText } from './classify-stack';

/** classify-text, applied and served on the loopback address. */
export interface ServedApi {
  readonly local: Local;
  /** Problems reported to the user. */
  readonly troubles: readonly string[];
  /** `POST /classify` with this body; the rest of the request as in `other`. */
  post(body: RestApiRequest['body'], other?: Partial<RestApiRequest>): Promise<RestApiResponse>;
  /** Returns all logs below the state folder. */
  accessLog(): string;
  end(): Promise<void>;
}

/** Differences from dev. */
export interface ServedApiOptions {
  readonly classify?: Partial<Environment['classify']>;
  /** Used for Converse instead of the offline reader. */
  readonly converse?: () => Promise<ConverseAnswer>;
  readonly clock?: Clock;
  readonly change?: StartLocalOptions['change'];
}

/** Synthesises, unless that has been done, applies and serves. */
export async function serveClassifyText(options: ServedApiOptions = {}): Promise<ServedApi> {
  const { classify, converse, clock, change } = options;
  const stateFolder = mkdtempSync(join(tmpdir(), 'classify-state-'));
  const troubles: string[] = [];
  const local = await startLocal({
    stackFolder: synthesisedClassifyText(classify),
    stateFolder,
    command: 'npx jest',
    converse: createConverse(),
    checks: keptChecks,
    onTrouble: (message) => troubles.push(message),
    ...(clock === undefined ? {} : { clock }),
    ...(change === undefined ? {} : { change }),
    ...(converse === undefined ? {} : { converse: createScriptedAnswers([converse], { repeatsLast: true }) }),
  });
  return {
    local,
    troubles,
    post: (body, other = {}) =>
      callRestApi(local, { method: 'POST', path: '/classify', ...(body === undefined ? {} : { body }), ...other }),
    accessLog: () => readFileSync(join(stateFolder, 'logs', 'aws.apigateway.dev-classify-text.log'), 'utf8'),
    async end() {
      await local.close();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}

/** The computer's time, so many times as fast: a machine's 25 seconds end soon. */
export function fastClock(factor: number): Clock {
  const start = realClock.now();
  return {
    now: () => start + (realClock.now() - start) * factor,
    sleep: (seconds, signal) => realClock.sleep(seconds / factor, signal),
  };
}

/** Returns a clock that does not move until it is advanced; sleeps take real time. */
export function stoppedClock(): Clock & { advance(seconds: number): void } {
  let now = Date.UTC(2026, 0, 1, 12);
  return {
    now: () => now,
    sleep: (seconds, signal) => realClock.sleep(seconds, signal),
    advance(seconds) {
      now += seconds * 1000;
    },
  };
}
