import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * Returns a string in which cdktf's tokens are the Terraform references, `${aws_sns_topic.reviews.arn}`. A definition
 * needs this: cdktf reads an escaped `$${` as the beginning of an expression and would write a token after it without
 * its braces.
 */
export function plainReference(scope: Construct, text: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(text, { scope, resolver, preparing: false }));
}
