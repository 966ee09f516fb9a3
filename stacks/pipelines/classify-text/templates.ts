import { busy, type Problem, problemsByError, timedOut, unknownProblem } from './problems';

/*
 * Mapping templates in Velocity: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 * An override of the status may be applied once only, so each template chooses first and overrides last. Nothing is written as
 * `${name}`, which Terraform would evaluate.
 */

/**
 * Returns the body of StartSyncExecution: only the text of the request is passed on, as JSON within a JSON string.
 * `escapeJavaScript` also escapes apostrophes, which JSON does not allow, so `\'` is reverted. The execution is named
 * after the request: `requestId` could be chosen by the caller, `extendedRequestId` cannot.
 */
export function startSyncExecutionTemplate(stateMachineArn: string): string {
  return [
    `#set($text = $util.escapeJavaScript($input.json('$.text')).replaceAll("\\\\'", "'"))`,
    `#set($name = $context.extendedRequestId.replaceAll('[^A-Za-z0-9_-]', '-'))`,
    `{"stateMachineArn":"${stateMachineArn}","name":"$name","input":"{\\"text\\":$text}"}`,
  ].join('\n');
}

/**
 * StartSyncExecution returns 200 for any status of the execution: its `status` and `error` decide. The output is JSON
 * text already.
 */
export function executionEndedTemplate(): string {
  const byError = Object.entries(problemsByError).flatMap(([error, problem]) => [
    `#elseif($input.path('$.error') == '${error}')`,
    ...chooseProblem(problem),
  ]);
  return [
    `#if($input.path('$.status') == 'SUCCEEDED')`,
    `#set($status = 200)`,
    `#elseif($input.path('$.status') == 'TIMED_OUT')`,
    ...chooseProblem(timedOut),
    ...byError,
    `#else`,
    ...chooseProblem(unknownProblem),
    `#end`,
    `#if($status == 200)`,
    `$input.path('$.output')`,
    `#else`,
    `#set($context.responseOverride.status = $status)`,
    problemBody,
    `#end`,
  ].join('\n');
}

/**
 * Step Functions rejected the start of an execution (4xx): throttles can be tried again, everything else is our
 * mistake.
 */
export function executionRefusedTemplate(): string {
  return [
    `#set($type = $input.path('$.__type'))`,
    `#if($type && $type.contains('Throttling'))`,
    ...chooseProblem(busy),
    `#else`,
    ...chooseProblem(unknownProblem),
    `#end`,
    `#set($context.responseOverride.status = $status)`,
    problemBody,
  ].join('\n');
}

/** Step Functions failed (5xx). */
export function serviceFailedTemplate(): string {
  return [...chooseProblem(busy), problemBody].join('\n');
}

const problemBody = '{"error":"$error","message":"$message","requestId":"$context.extendedRequestId"}';

function chooseProblem({ statusCode, error, message }: Problem): string[] {
  return [`#set($status = ${statusCode})`, `#set($error = '${error}')`, `#set($message = '${message}')`];
}
