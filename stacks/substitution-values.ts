import type { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import type { ParsedDefinition, Substitutions, SubstitutionValue } from '@document-pipelines/asl/load';
import { documentTypes } from '../functions/process-invoice/document-types';
import type { PipelineFunction } from './constructs/pipeline-function';

/** A string that does not name a resource. */
export function text(value: string): SubstitutionValue {
  return { kind: 'text', value };
}

/** A string that names a resource (a name, a URL, an ARN), with the ARN for the role's permissions. */
export function namedResource(value: string, arn: string): SubstitutionValue {
  return { kind: 'text', value, arn };
}

/** A number, which may also be inside an expression. */
export function number(value: number): SubstitutionValue {
  return { kind: 'number', value };
}

/** The types of documents, and what each must state: an object, by the name of the type, used in expressions. */
export const documentTypeValues: Substitutions = { DocumentTypes: text(JSON.stringify(documentTypes)) };

/**
 * The version that this deployment publishes: an execution calls the code it was deployed with to its end. The role may call
 * every version, since one that waits for a person still calls the older one after the next deployment.
 */
function publishedVersion({ function: { qualifiedArn, arn } }: PipelineFunction): SubstitutionValue {
  const reason = 'an execution under way calls the version that it began with';
  return { kind: 'text', value: qualifiedArn, arn: `${arn}:*`, reason };
}

/**
 * Returns the published version of each function that the definition names: `${ExtractTextFunctionArn}` is the one of
 * `extract-text`. Other functions are left out.
 */
export function functionVersions(definition: ParsedDefinition, functions: readonly PipelineFunction[]): Substitutions {
  const named = new Set(definition.placeholders.map(({ name }) => name));
  const versions = functions.map((each) => [functionPlaceholder(each.node.id), publishedVersion(each)] as const);
  return Object.fromEntries(versions.filter(([name]) => named.has(name)));
}

/** The placeholder of a function's ARN: `ExtractTextFunctionArn` of `extract-text`. */
export function functionPlaceholder(functionName: string): string {
  const words = functionName.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}FunctionArn`;
}

/**
 * The alias of a function that is called asynchronously. Its retries and its failure destination belong to the alias, so they
 * outlast every deployment (docs/decisions/asynchronous-calls-go-to-an-alias.md). The role may still call the versions that
 * definitions of earlier deployments name.
 */
export function aliasedFunction({ function: { arn } }: PipelineFunction, alias: LambdaAlias): SubstitutionValue {
  const reason = 'an execution under way may call a version that an earlier deployment named';
  return { kind: 'text', value: alias.arn, arn: `${arn}:*`, reason };
}
