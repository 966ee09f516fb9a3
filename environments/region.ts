import { z } from 'zod';

/** An AWS region, by its form. */
export function region() {
  return z.string().regex(/^[a-z]{2,5}(-[a-z]+)+-\d+$/, 'must be an AWS region such as `us-east-1`');
}
