import type { CommandLine } from './command-line';

const examples = `
Examples:
  asl check                                     check every definition in definitions/
  asl test                                      run the cases of definitions in simulated time
  asl run my-pipeline --input @input.json       run a definition with mocked Tasks
  asl graph definitions --output docs/pipelines draw a picture of each definition
  asl iam my-pipeline                           list the permissions that a definition needs, and why
  asl cost my-pipeline                          print the cost of each path
  asl diff --git main my-pipeline               describe what has changed since a commit: behaviour, role, price
  asl ui                                        show executions of the local environment in the browser
  asl local run my-pipeline                     run a state machine of the synthesised app locally
  asl local serve --definitions definitions/    serve the Step Functions API over HTTP

Exit status: 0 fine, 1 findings, 2 could not run. Use NO_COLOR to switch colours off.`;

/** The command `asl`. */
export const asl: CommandLine = {
  name: 'asl',
  description: 'check, test, run, draw and price hand-written AWS Step Functions state machines',
  examples,
  folder: __dirname,
  commands: {
    check: {
      description: 'check definitions: structure, transitions, expressions, placeholders',
      load: () => (require('./check/check') as typeof import('./check/check')).registerCheckCommand,
    },
    run: {
      description: 'run a definition with mocked tasks and follow it: path, result, failure with its source line',
      load: () => (require('./run/run') as typeof import('./run/run')).registerRunCommand,
    },
    test: {
      description: 'run the cases of definitions in simulated time, with mocked tasks',
      load: () => (require('./test/test') as typeof import('./test/test')).registerTestCommand,
    },
    graph: {
      description: 'draw definitions: SVG for light and dark pages, or Mermaid',
      load: () => (require('./graph/graph') as typeof import('./graph/graph')).registerGraphCommand,
    },
    iam: {
      description: 'derive the least-privilege role of a definition, with the reason for each permission',
      load: () => (require('./iam/iam') as typeof import('./iam/iam')).registerIamCommand,
    },
    cost: {
      description: 'count the transitions of every path and price it: Standard, Express, Textract, Bedrock',
      load: () => (require('./cost/cost') as typeof import('./cost/cost')).registerCostCommand,
    },
    diff: {
      description: 'describe what changes between two versions of a definition: behaviour, role, prices',
      load: () => (require('./diff/diff') as typeof import('./diff/diff')).registerDiffCommand,
    },
    ui: {
      description: 'show executions in the browser: where they failed and why, with path, timeline, events and logs',
      load: () => (require('./ui/ui') as typeof import('./ui/ui')).registerUiCommand,
    },
    local: {
      description: 'run the synthesised app locally: no AWS account, no Docker, no network',
      load: () => (require('./local') as typeof import('./local')).registerLocalCommand,
    },
  },
};
