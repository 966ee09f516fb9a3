/**
 * A plan as `terraform show -json` prints it, as far as it is read here.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export interface Plan {
  /** False if the plan changes nothing at all. */
  readonly applyable?: boolean;
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
  /** The state that was planned for; it holds what `data` blocks have read too. */
  readonly prior_state?: { readonly values?: Values };
  readonly planned_values?: Values;
}

/** What a plan does to one resource. */
export interface ResourceChange {
  readonly address: string;
  /** Of a resource that a `moved` block has moved. */
  readonly previous_address?: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly change: Change;
  /** Such as `delete_because_no_resource_config`. */
  readonly action_reason?: string;
}

/** An action and the arguments before and after it. */
export interface Change {
  /** `no-op`, `create`, `read`, `update`, `delete`, `forget`; a replacement is a `delete` and a `create`, in either order. */
  readonly actions: readonly string[];
  readonly before?: Arguments | null;
  /** Without the values that are known only after the apply. */
  readonly after?: Arguments | null;
  /** True for each value that is known only after the apply. */
  readonly after_unknown?: Arguments | null;
  /** The arguments that cannot be changed without a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

/** Arguments by their names. */
export type Arguments = Readonly<Record<string, unknown>>;

interface Values {
  readonly root_module?: { readonly resources?: readonly Resource[] };
}

interface Resource {
  readonly address: string;
  readonly mode?: 'managed' | 'data';
  readonly values?: Arguments;
}

/** Returns the plan in the output of `terraform show -json`. */
export function parsePlan(json: string): Plan {
  return JSON.parse(json) as Plan;
}

/** Returns the changes of resources; what only `data` blocks read is not one. */
export function managedChanges({ resource_changes: changes = [] }: Plan): readonly ResourceChange[] {
  return changes.filter(({ mode }) => mode !== 'data');
}

/** Whether the state that was planned for has no resources. */
export function isFirstPlan({ prior_state: state }: Plan): boolean {
  return !(state?.values?.root_module?.resources ?? []).some(({ mode }) => mode !== 'data');
}
