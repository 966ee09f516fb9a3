export type { Eventually, JsonataBindings, JsonPathBindings, RandomSource, Variables } from './bindings';
export { type ChoiceRuleMatcher, compileChoiceRule } from './choice-rules/compile-choice-rule';
export { compileIntrinsic, type Intrinsic } from './intrinsics/compile-intrinsic';
export { compilePayloadTemplate, type PayloadTemplate } from './intrinsics/payload-template';
export { compileJsonata, isJsonataText, type JsonataExpression } from './jsonata/compile-jsonata';
export { compileJsonataTemplate, type JsonataTemplate, type JsonataType } from './jsonata/jsonata-template';
export { compileJsonPath, type JsonPath } from './jsonpath/compile-json-path';
export { compileReferencePath, type ReferencePath } from './jsonpath/reference-path';
export { StatesError } from './states-error';
