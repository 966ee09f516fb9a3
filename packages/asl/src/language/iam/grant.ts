import type { JsonObject } from '../definition';

/** What a permission is for: ARNs (patterns included), or any resource for a reason that the statement's Sid will carry. */
export type GrantedResources =
  | { readonly kind: 'arns'; readonly arns: readonly string[]; readonly note?: string }
  /** `because` continues the Sid `AnyResourceBecause…`, in PascalCase: `TextractHasNoArns`. */
  | { readonly kind: 'any'; readonly because: string };

/** A permission that one state needs. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: GrantedResources;
  readonly condition?: JsonObject;
}

/** A grant and who needs it: `StoreOrder calls dynamodb:updateItem`. */
export interface ReasonedGrant extends Grant {
  readonly reason: string;
}

/** Why the role may lack a permission: what a state calls is not known. */
export type UnknownCall =
  /** The `Resource` is a placeholder: of a function, an activity or an integration. */
  | { readonly kind: 'placeholder'; readonly state: string; readonly placeholder: string }
  /** The `Resource` is a string that names no function, activity or integration. */
  | { readonly kind: 'resource'; readonly state: string; readonly resource: string }
  /** The table of actions has none for this call, such as `aws-sdk:s3:listObjectV2`. */
  | { readonly kind: 'action'; readonly state: string; readonly call: string };

/** These ARNs. */
export function arns(list: readonly string[], note?: string): GrantedResources {
  return note === undefined ? { kind: 'arns', arns: list } : { kind: 'arns', arns: list, note };
}

/** Any resource, for a reason in PascalCase. */
export function anyBecause(because: string): GrantedResources {
  return { kind: 'any', because };
}

/** A word of an ASL service or operation as a part of a Sid: `emr-serverless` → `EmrServerless`. */
export function pascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
