import type { Json } from '../../definition';

/** Where a path begins: `$` input, `$$` context object, `$name` variable. */
export type PathRoot = { kind: 'input' } | { kind: 'context' } | { kind: 'variable'; name: string };

/** One step of a path. `deepScan` applies the step after it at every node below. */
export type PathStep =
  | { readonly kind: 'members'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly step: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'deepScan' }
  | { readonly kind: 'filter'; readonly filter: Filter };

/** A parsed path. */
export interface PathSyntax {
  readonly root: PathRoot;
  readonly steps: readonly PathStep[];
}

/** The content of `[?( … )]`. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'exists'; readonly path: FilterOperand & { kind: 'path' } }
  | {
      readonly kind: 'compare';
      readonly left: FilterOperand;
      readonly operator: string;
      readonly right: FilterOperand;
    };

/** One side of a comparison: a path from the item (`@`) or the root (`$`), a literal or a regular expression. */
export type FilterOperand =
  | { readonly kind: 'path'; readonly from: 'item' | 'root'; readonly steps: readonly PathStep[] }
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string };

/**
 * Whether the steps can name one location only. Several names at the end are one location too: an object of these
 * members.
 */
export function areDefinite(steps: readonly PathStep[]): boolean {
  return steps.every((step, at) => {
    if (step.kind === 'members') return step.names.length === 1 || at === steps.length - 1;
    return step.kind === 'indexes' && step.indexes.length === 1;
  });
}

/** The steps in the normal form that AWS quotes: `$['a'][0]`. */
export function normalForm(steps: readonly PathStep[]): string {
  return `$${steps.map(stepText).join('')}`;
}

/** One step in the normal form. */
export function stepText(step: PathStep): string {
  switch (step.kind) {
    case 'members':
      return `[${step.names.map((name) => `'${name}'`).join(',')}]`;
    case 'indexes':
      return `[${step.indexes.join(',')}]`;
    case 'slice':
      return `[${step.from ?? ''}:${step.to ?? ''}]`;
    case 'wildcard':
      return '[*]';
    case 'deepScan':
      return '..';
    case 'filter':
      return '[?]';
    default:
      return step satisfies never;
  }
}
