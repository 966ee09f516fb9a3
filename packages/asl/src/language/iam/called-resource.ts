import { type ParsedResource, parseResource } from '../definition';
import { placeholdersIn, replacePlaceholders, type Substitutions, substitutionOf } from '../load';
/** What a Task calls, or why that is unknown. */
export type CalledResource =
  | ParsedResource
  | { readonly kind: 'placeholder'; readonly placeholder: string }
  | { readonly kind: 'resource'; readonly resource: string };

/**
 * What the `Resource` of a Task names. A placeholder is what its value is, or the ARNs that its substitution names, or the
 * type of the resource that a Terraform reference has; without any of them it is unknown.
 */
export function calledResource(resource: string, substitutions: Substitutions): CalledResource {
  const written = replacePlaceholders(resource, (name) => {
    const substitution = substitutionOf(substitutions, name);
    return substitution === undefined ? undefined : String(substitution.value);
  });
  const candidates = [written, ...arnsOfPlaceholder(resource, substitutions)];
  for (const text of candidates) {
    const parsed = parseResource(text) ?? referenced(text);
    if (parsed !== undefined) return parsed;
  }
  const [open] = placeholdersIn(resource);
  return open === undefined ? { kind: 'resource', resource } : { kind: 'placeholder', placeholder: open.name };
}

function arnsOfPlaceholder(resource: string, substitutions: Substitutions): readonly string[] {
  const [only] = placeholdersIn(resource);
  if (only === undefined || only.end - only.start !== resource.length) return [];
  const substitution = substitutionOf(substitutions, only.name);
  if (substitution?.kind !== 'text') return [];
  return [...(substitution.arn === undefined ? [] : [substitution.arn]), ...(substitution.arns ?? [])];
}

/** A reference of Terraform, whose resource type shows what it is: `${aws_lambda_function.f.arn}`. */
function referenced(text: string): ParsedResource | undefined {
  const type = /^\$\{(?:data\.)?(aws_[a-z0-9_]+)\./.exec(text)?.[1];
  if (type === 'aws_lambda_function' || type === 'aws_lambda_alias')
    return { kind: 'function', partition: '', arn: text, qualified: type === 'aws_lambda_alias' };
  return type === 'aws_sfn_activity' ? { kind: 'activity', partition: '', arn: text } : undefined;
}
