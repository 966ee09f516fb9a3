/** What is put in the place of a placeholder. */
export type SubstitutionValue =
  | {
      readonly kind: 'text';
      /** The text, which may be (or hold) a Terraform token. */
      readonly value: string;
      /** ARN of the resource that the text names: a table's name stands for the table's ARN when permissions are derived. */
      readonly arn?: string;
      /** Several ARNs that the text stands for: an inference profile and its foundation models. */
      readonly arns?: readonly string[];
      /** Why these ARNs; printed beside the permissions derived from them. */
      readonly reason?: string;
    }
  | { readonly kind: 'number'; readonly value: number };

/** Values by the name of the placeholder. */
export type Substitutions = Readonly<Record<string, SubstitutionValue>>;

/** The substitution of this name; names such as `constructor` have none unless it was given. */
export function substitutionOf(substitutions: Substitutions, name: string): SubstitutionValue | undefined {
  return Object.hasOwn(substitutions, name) ? substitutions[name] : undefined;
}
