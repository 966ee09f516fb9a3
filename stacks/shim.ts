import type { Diagnostic } from '../asl/diagnostics';
export const checkDefinition = (_: unknown): Diagnostic[] => [];
export interface DerivedPolicy {
  readonly statements: readonly {
    Sid: string;
    Effect: 'Allow';
    Action: readonly string[];
    Resource: readonly string[];
  }[];
}
export function deriveExecutionPolicy(..._: unknown[]): DerivedPolicy {
  return { statements: [{ Sid: 'X', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:x'] }] };
}
export const toPolicyDocument = (d: DerivedPolicy) => ({ Version: '2012-10-17', Statement: d.statements });
export interface FunctionBundle {
  zipPath: string;
  sha256Base64: string;
  handler: string;
}
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
export function bundleFunctions(_: unknown): Record<string, FunctionBundle> {
  mkdirSync('.cache/functions', { recursive: true });
  return Object.fromEntries(
    [
      'validate-document',
      'extract-text',
      'complete-extraction',
      'process-invoice',
      'request-review',
      'review-decision',
      'record-failed-execution',
    ].map((n) => {
      const zipPath = `.cache/functions/${n}.zip`;
      writeFileSync(zipPath, n);
      return [n, { zipPath, sha256Base64: createHash('sha256').update(n).digest('base64'), handler: 'index.handler' }];
    }),
  );
}
