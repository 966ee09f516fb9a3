import type { CommandLine } from '@document-pipelines/asl/commands';

const examples = `
Examples:
  pipelines run samples/                        run documents through the document pipeline
  pipelines ui                                  show what runs and what failed in the browser
  pipelines review                              list the reviews that wait for a person
  pipelines status                              show what is stored, running and waiting
  pipelines batch plan inbox/                   estimate time and price of a batch before it runs
  pipelines evaluate samples/                   measure how well models and prompts read labelled documents
  pipelines trace scan.pdf                      tell what became of one document, with times, logs and price
  pipelines ledger reconcile                    check that every document is in exactly one place
  pipelines redrive --all --dry-run             show how failed documents would be redriven

Exit status: 0 fine, 1 findings, 2 could not run. Use NO_COLOR to switch colours off.`;

/** The command `pipelines`. */
export const pipelines: CommandLine = {
  name: 'pipelines',
  description: 'operate the deployed pipelines: documents, batches, reviews, ledger',
  folder: __dirname,
  examples,
  commands: {
    run: {
      description:
        'synthesise, apply to embedded services, send documents through the document pipeline and follow them',
      load: () => (require('./run') as typeof import('./run')).registerRunCommand,
    },
    status: {
      description: 'show the state of an environment: ledger, running executions, reviews, dead letters, notifications',
      load: () => (require('./status') as typeof import('./status')).registerStatusCommand,
    },
    ui: {
      description: 'show an environment in the browser: executions, and what operations add to them',
      load: () => (require('./ui') as typeof import('./ui')).registerUiCommand,
    },
    review: {
      description: 'decide what waits for a person: list, show, approve, reject, correct',
      load: () => (require('./review') as typeof import('./review')).registerReviewCommand,
    },
    batch: {
      description: 'process many documents at once: plan, run, resume, list and show batches',
      load: () => (require('./batch') as typeof import('./batch')).registerBatchCommands,
    },
    evaluate: {
      description: 'measure models and prompts on documents whose values are known',
      load: () => (require('./evaluate') as typeof import('./evaluate')).registerEvaluateCommand,
    },
    ledger: {
      description: 'find every document, and check that its records agree',
      load: () => (require('./ledger') as typeof import('./ledger')).registerLedgerCommands,
    },
    trace: {
      description:
        'tell the story of a document or an execution: states, retries, logs, review, price, what to do next',
      load: () => (require('./trace') as typeof import('./trace')).registerTraceCommand,
    },
    redrive: {
      description: 'redrive documents and executions that failed',
      load: () => (require('./redrive') as typeof import('./redrive')).registerRedriveCommand,
    },
  },
};
