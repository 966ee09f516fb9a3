import { type CostAssumptions, configFinder, type FunctionUse } from '../../language/config';
import { memberOf } from '../../language/definition';

/** The assumptions of `asl cost` where `cost` of asl.config.yaml has no others. */
export const defaultAssumptions: CostAssumptions = {
  region: 'us-east-1',
  /** A profile of one geography. */
  modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  pages: 1,
  charactersPerPage: 0,
  outputTokens: 300,
  functionMegabytes: 256,
  functionSeconds: 0.5,
  modelSeconds: 3,
  callSeconds: 0.05,
  expressMegabytes: 64,
  functions: {},
};

/** The assumptions for a definition or its cases: the defaults, and `cost` of its asl.config.yaml. Throws UserError if that cannot be read. */
export function assumptionsOf(file: string): CostAssumptions {
  return { ...defaultAssumptions, ...configFinder()(file)?.cost };
}

/** Returns what a call of a function uses. */
export function functionUse(
  { functions, functionMegabytes, functionSeconds }: CostAssumptions,
  name: string,
): Required<FunctionUse> {
  const {
    megabytes = functionMegabytes,
    seconds = functionSeconds,
    textractPages = false,
  } = memberOf(functions, name) ?? {};
  return { megabytes, seconds, textractPages };
}
