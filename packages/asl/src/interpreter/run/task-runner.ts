import { isJsonObject, type Json } from '../../language/definition';
import type { CallingPhase } from '../execution-record';
import type { EventDraft } from '../history/task-events';
import { isOverPayloadLimit } from '../limits';
import type { CallStep } from '../states/step';
import { errorDetails, type Failure, failureOfTask } from './failure';
import type { AtTask, CallingVisit, Visit } from './scope/scope-run';
import type { ScopeExecution } from './scope-execution';

/** Schedules a task and, once that is kept, calls it. */
export function beginCall(execution: ScopeExecution, run: AtTask, step: CallStep): void {
  const { visit } = run;
  const argumentsText = JSON.stringify(step.arguments);
  const { events } = run.state.task;
  if (isOverPayloadLimit(argumentsText)) {
    execution.failed(run, tooLarge(run.state.name));
    return;
  }
  const phase = callingPhase(step, visit.taskToken, execution.clock.now());
  visit.phase = phase;
  tell(execution, run, events.scheduled(argumentsText, phase, execution.region));
  if (events.started !== undefined) tell(execution, run, events.started);
  execution.afterSave(run, () => call(execution, run));
}

/** Calls a task that is in flight according to its visit, or continues to wait for its token. */
export function call(execution: ScopeExecution, run: AtTask): void {
  const visit = run.visit as CallingVisit;
  const { taskToken } = visit;
  if (run.state.task.hasToken && taskToken !== undefined) execution.tokens.wait(taskToken, run);
  watchDeadlines(execution, run, visit);
  if (visit.phase.submitted) return;
  const cancel = new AbortController();
  visit.cancel = cancel;
  const { attempt } = visit;
  execution.tasks.call(taskCall(execution, run, visit), cancel.signal).then(
    (answer) => settleCall(execution, run, { visit, attempt, cancel }, () => completeTask(execution, run, answer)),
    (thrown) =>
      settleCall(execution, run, { visit, attempt, cancel }, () => failTask(execution, run, failureOfTask(thrown))),
  );
}

interface Call {
  readonly visit: Visit;
  readonly attempt: number;
  readonly cancel: AbortController;
}

/** A call has settled: it cannot be aborted any more, and its answer counts only in its own attempt. */
function settleCall(execution: ScopeExecution, run: AtTask, { visit, attempt, cancel }: Call, then: () => void): void {
  if (visit.cancel === cancel) visit.cancel = undefined;
  if (execution.isCurrent(run, visit, attempt)) execution.guard(then);
}

/** The task's result has arrived: by the call's answer, or by its token. */
export function succeedTask(execution: ScopeExecution, run: AtTask, result: Json): void {
  const { events } = run.state.task;
  const text = JSON.stringify(result);
  if (isOverPayloadLimit(text)) {
    failTask(execution, run, tooLarge(events.name));
  } else {
    tell(execution, run, events.succeeded(text));
    execution.completed(run, result);
  }
}

/** The task has failed: by the call's rejection, its token, or a deadline. */
export function failTask(execution: ScopeExecution, run: AtTask, failure: Failure): void {
  const { events } = run.state.task;
  const details = errorDetails(failure);
  tell(execution, run, failure.error === 'States.Timeout' ? events.timedOut(details) : events.failed(details));
  execution.failed(run, failure);
}

/** Postpones the heartbeat's deadline. */
export function beat(execution: ScopeExecution, run: AtTask): void {
  const visit = run.visit as CallingVisit;
  const { heartbeatSeconds } = visit.phase;
  if (heartbeatSeconds === undefined) return;
  visit.phase = { ...visit.phase, heartbeatDueAt: execution.clock.now() + heartbeatSeconds * 1000 };
}

function completeTask(execution: ScopeExecution, run: AtTask, answer: Json): void {
  const task = run.state.task;
  if (!task.hasToken) {
    succeedTask(execution, run, answer);
    return;
  }
  const workerName = isJsonObject(answer) ? answer['workerName'] : undefined;
  tell(
    execution,
    run,
    task.events.submitted(JSON.stringify(answer), typeof workerName === 'string' ? workerName : undefined),
  );
  const visit = run.visit as CallingVisit;
  visit.phase = { ...visit.phase, submitted: true };
  execution.saveAlong();
}

function taskCall(execution: ScopeExecution, run: AtTask, { phase, attempt, taskToken, retryCount }: CallingVisit) {
  const task = run.state.task;
  const { executionArn, stateMachineArn, roleArn } = execution.identity;
  const { visit } = run;
  return {
    resource: task.resource,
    integration: task.integration,
    arguments: phase.arguments,
    stateName: run.state.name,
    executionArn,
    stateMachineArn,
    roleArn,
    credentials: phase.credentials,
    taskToken: task.hasToken ? taskToken : undefined,
    timeoutSeconds: phase.timeoutSeconds,
    heartbeatSeconds: phase.heartbeatSeconds,
    retryCount,
    mapIndexes: run.mapIndexes,
    submission: phase.submission,
    submitted: (output: Json) =>
      execution.guard(() => {
        if (!execution.isCurrent(run, visit, attempt) || phase.submission !== undefined) return;
        tell(execution, run, task.events.submitted(JSON.stringify(output)));
        visit.phase = { ...phase, submission: output };
        execution.saveAlong();
      }),
  };
}

function callingPhase(step: CallStep, taskToken: string | undefined, now: number): CallingPhase {
  const { timeoutSeconds, heartbeatSeconds, credentials } = step;
  return {
    kind: 'calling',
    arguments: step.arguments,
    credentials,
    taskToken,
    submitted: false,
    timeoutSeconds,
    heartbeatSeconds,
    timesOutAt: timeoutSeconds === undefined ? undefined : now + timeoutSeconds * 1000,
    heartbeatDueAt: heartbeatSeconds === undefined ? undefined : now + heartbeatSeconds * 1000,
  };
}

/** Two timers: one for the whole attempt, one that looks again after each heartbeat's deadline (only a token's holder can beat). */
function watchDeadlines(execution: ScopeExecution, run: AtTask, visit: CallingVisit): void {
  const { timesOutAt, heartbeatDueAt } = visit.phase;
  if (timesOutAt !== undefined) {
    execution.at(timesOutAt, run, () => failTask(execution, run, { error: 'States.Timeout' }));
  }
  if (heartbeatDueAt !== undefined && run.state.task.hasToken) watchHeartbeat(execution, run, visit, heartbeatDueAt);
}

function watchHeartbeat(execution: ScopeExecution, run: AtTask, visit: Visit, dueAt: number): void {
  execution.at(dueAt, run, () => {
    const { heartbeatDueAt } = visit.phase as CallingPhase;
    if (heartbeatDueAt !== undefined && heartbeatDueAt > dueAt) watchHeartbeat(execution, run, visit, heartbeatDueAt);
    else failTask(execution, run, { error: 'States.Timeout', alsoNamed: 'States.HeartbeatTimeout' });
  });
}

function tell({ history }: ScopeExecution, run: AtTask, { type, details }: EventDraft): void {
  run.lastEventId = history.add(type, run.lastEventId, details);
}

function tooLarge(name: string): Failure {
  return {
    error: 'States.DataLimitExceeded',
    cause: `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  };
}
