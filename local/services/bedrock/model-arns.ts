/**
 * The ARNs that a caller needs rights on to ask a model by its id: an inference profile needs the right on itself and on the model
 * behind it, in every region it routes to, of which the laptop has one.
 */
export function modelArns(
  modelId: string,
  { partition, region, account }: { readonly partition: string; readonly region: string; readonly account: string },
): readonly string[] {
  if (modelId.startsWith('arn:')) return [modelId];
  const model = (id: string): string => `arn:${partition}:bedrock:${region}::foundation-model/${id}`;
  const geography = /^(?:us|eu|apac|us-gov|global|jp|au|ca)\.(.+)$/u.exec(modelId)?.[1];
  if (geography === undefined) return [model(modelId)];
  return [`arn:${partition}:bedrock:${region}:${account}:inference-profile/${modelId}`, model(geography)];
}
