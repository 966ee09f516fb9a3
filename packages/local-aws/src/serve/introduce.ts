import { isLoopback } from '../endpoint/foreign-request';
import type { Console } from '../environment/console';
import type { CreatedDefinition } from './create-definitions';
import type { Served } from './served-states';

/** How it was asked for. */
export interface IntroductionOptions {
  readonly host: string;
  readonly console: Pick<Console, 'say' | 'doing'>;
  readonly state?: string;
  readonly mockConfig?: string;
  readonly environment?: string;
}

/** Prints what is served and where. */
export function introduce(
  { host, console, state, mockConfig, environment }: IntroductionOptions,
  { url, region, resumed, apiUrls = {} }: Served,
  created: readonly CreatedDefinition[],
): void {
  console.doing(undefined);
  if (!isLoopback(host)) console.say(openWarning(host, environment !== undefined));
  for (const { stateMachineArn, file, assumed } of created) {
    console.say(`${stateMachineArn}  (${file})`);
    for (const { name, value } of assumed) console.say(`  \${${name}} has no value; used: ${JSON.stringify(value)}`);
  }
  if (resumed > 0) console.say(`continuing ${resumed} execution(s)`);
  for (const [name, apiUrl] of Object.entries(apiUrls)) console.say(`  ${name}: ${apiUrl}`);
  if (mockConfig !== undefined) console.say(`test cases of ${mockConfig}: StartExecution with <ARN>#<test case>`);
  const what = environment === undefined ? 'Step Functions' : `all services of ${environment}`;
  console.say(`asl local serve: ${what} on ${url} (${state ?? 'in memory'}); press Ctrl-C to stop`);
  console.say(`  aws stepfunctions list-state-machines --endpoint-url ${url} --region ${region}`);
}

function openWarning(host: string, hasServices: boolean): string {
  const can = hasServices ? 'start executions, read documents and change functions' : 'start executions';
  return `! anyone who reaches ${host} can ${can} here, without credentials: only do this in a network you trust`;
}
