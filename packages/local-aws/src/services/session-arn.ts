/** Returns the ARN of a role's session. Locally a role has one, named as the role. */
export function sessionArn(
  { partition, account }: { readonly partition: string; readonly account: string },
  roleArn: string,
): string {
  return `arn:${partition}:sts::${account}:assumed-role/${roleName(roleArn)}/${roleName(roleArn)}`;
}

/** The name of a role, without its path. */
export function roleName(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}
