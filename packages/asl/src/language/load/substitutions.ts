/** The value of a placeholder. */
export type SubstitutionValue =
  | {
      readonly kind: 'text';
      /** The string, which may be (or hold) a Terraform token. */
      readonly value: string;
      /** ARN of the resource that the string names: for a table's name, the ARN from which permissions are derived. */
      readonly arn?: string;
      /** Several ARNs that the string names: an inference profile and its foundation models. */
      readonly arns?: readonly string[];
      /** ARN of the key that encrypts the bucket which the string names: who reads and writes objects needs it too. */
      readonly keyArn?: string;
      /** Why these ARNs; printed next to the permissions derived from them. */
      readonly reason?: string;
    }
  | { readonly kind: 'number'; readonly value: number };

/** Values by the name of the placeholder. */
export type Substitutions = Readonly<Record<string, SubstitutionValue>>;

/** Returns the substitution of this name; inherited names such as `constructor` are not found. */
export function substitutionOf(substitutions: Substitutions, name: string): SubstitutionValue | undefined {
  return Object.hasOwn(substitutions, name) ? substitutions[name] : undefined;
}
