/** A string that Terraform uses as it is: `${` and `%{` in it are not evaluated. */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
