import { DiagnosticsError, UserError } from '@document-pipelines/asl/diagnostics';
import {
  compareDefinitions,
  deployedSource,
  hasChanges,
  layoutRows,
  reportRows,
  verdict,
  withDeployedValues,
} from '@document-pipelines/asl/diff';
import { createPaint, stdout } from '@document-pipelines/asl/terminal';
import { type Arguments, managedChanges, type Plan } from './plan-json';

/** A definition that a plan changes. */
export interface DefinitionChange {
  /** Of the state machine, such as `aws_sfn_state_machine.document-pipeline`. */
  readonly address: string;
  /** The deployed definition, as JSON. */
  readonly before: string;
  /**
   * The planned definition, as JSON. Values that are known only after the apply, such as the version of a changed
   * function, are still references: `${aws_lambda_function.process-invoice.qualified_arn}`.
   */
  readonly after: string;
}

/** Describes the change of a definition in lines for a person. */
export type DescribeDefinitionChange = (change: DefinitionChange) => readonly string[];

/**
 * Returns the definitions that a plan changes. If a value is known only after the apply, the plan itself has no new
 * definition at all: then it is the one of the synthesised stack, with the values that the plan knows.
 */
export function findDefinitionChanges(plan: Plan, stack: SynthesisedMachines): DefinitionChange[] {
  const valueAt = plannedValues(plan);
  return managedChanges(plan).flatMap(({ address, type, name, change: { before, after, after_unknown: unknown } }) => {
    const old = before?.['definition'];
    if (type !== 'aws_sfn_state_machine' || typeof old !== 'string') return [];
    const known = after?.['definition'];
    const template = stack.resource?.aws_sfn_state_machine?.[name]?.definition;
    const planned = unknown?.['definition'] === true ? template && resolved(template, valueAt) : known;
    return typeof planned === 'string' && planned !== old ? [{ address, before: old, after: planned }] : [];
  });
}

/** The state machines in `cdk.tf.json`, with their definitions as Terraform templates. */
export interface SynthesisedMachines {
  readonly resource?: {
    readonly aws_sfn_state_machine?: Readonly<Record<string, { readonly definition: string }>>;
  };
}

/**
 * Describes what changes for executions, the role and running executions, as `asl diff` does. A value that is known only after the apply,
 * such as the version of a function, counts as unchanged. A definition that cannot be compared is named with the reason.
 */
export const describeDefinitionChange: DescribeDefinitionChange = ({ address, before, after }) => {
  const name = address.slice(address.indexOf('.') + 1);
  try {
    const deployed = deployedSource(before, { label: 'deployed', name });
    const planned = deployedSource(withoutUnknownValues(after), { label: 'planned', name });
    const changes = compareDefinitions(deployed, withDeployedValues(planned, deployed));
    if (!hasChanges(changes)) return [`${name}: nothing changes but versions of functions.`];
    const rows = reportRows(changes, { risks: [], behaviour: [], prices: [] }, { all: false });
    const layout = { width: stdout.columns, paint: createPaint(stdout.hasColours) };
    return layoutRows(verdict(changes, rows), rows, layout);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof DiagnosticsError)) throw error;
    return [`The definition of ${address} changes, and cannot be compared: ${error.message}`];
  }
};

/** References as placeholders with a name that a definition may have. */
function withoutUnknownValues(definition: string): string {
  const names = new Map<string, string>();
  return definition.replaceAll(references, (_, reference: string) => {
    const name = names.get(reference) ?? `Unknown${names.size + 1}`;
    names.set(reference, name);
    return `\${${name}}`;
  });
}

/** A reference in a template; `$${` is text. */
const references = /(?<!\$)\$\{([^{}]+)\}/g;

function resolved(template: string, valueAt: (reference: string) => unknown): string {
  const replaced = template.replaceAll(references, (reference, path: string) => {
    const value = valueAt(path);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : reference;
  });
  return replaced.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

/** Returns a function that returns the known value of `<address>.<attribute>`. */
function plannedValues({ planned_values: planned, prior_state: prior }: Plan): (reference: string) => unknown {
  const resources = [prior?.values, planned].flatMap((values) => values?.root_module?.resources ?? []);
  const values = new Map<string, Arguments>(resources.map((each) => [each.address, each.values ?? {}]));
  return (path) => {
    const end = path.lastIndexOf('.');
    return values.get(path.slice(0, end))?.[path.slice(end + 1)];
  };
}
