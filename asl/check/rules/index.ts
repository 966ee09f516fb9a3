import type { Rule } from '../rule';
import { callbackWithoutTimeout } from './calls/callback-without-timeout';
import { expressLimits } from './calls/express-limits';
import { taskResource } from './calls/task-resource';
import { choiceRule } from './expressions/choice-rule';
import { jsonataDelimiters } from './expressions/jsonata-delimiters';
import { jsonataSyntax } from './expressions/jsonata-syntax';
import { jsonataTopLevelReference } from './expressions/jsonata-top-level-reference';
import { jsonpathSyntax } from './expressions/jsonpath-syntax';
import { payloadTemplate } from './expressions/payload-template';
import { timestampFormat } from './expressions/timestamp-format';
import { missingEndState } from './flow/missing-end-state';
import { missingTransition } from './flow/missing-transition';
import { statesAllAloneAndLast } from './flow/states-all-alone-and-last';
import { unknownNextState } from './flow/unknown-next-state';
import { unknownStartState } from './flow/unknown-start-state';
import { unreachableState } from './flow/unreachable-state';
import { malformedPlaceholder } from './placeholders/malformed-placeholder';
import { misplacedOptionalPlaceholder } from './placeholders/misplaced-optional-placeholder';
import { unknownPlaceholder } from './placeholders/unknown-placeholder';
import { conflictingFields } from './shape/conflicting-fields';
import { distributedMap } from './shape/distributed-map';
import { duplicateStateName } from './shape/duplicate-state-name';
import { emptyList } from './shape/empty-list';
import { mapLabel } from './shape/map-label';
import { missingField } from './shape/missing-field';
import { numberOutOfRange } from './shape/number-out-of-range';
import { stateName } from './shape/state-name';
import { unknownField } from './shape/unknown-field';
import { unknownValue } from './shape/unknown-value';
import { wrongQueryLanguage } from './shape/wrong-query-language';
import { wrongType } from './shape/wrong-type';

/** The passes in their order. What an earlier pass found wrong is not judged by a later one. */
export const passes: readonly (readonly Rule[])[] = [
  [malformedPlaceholder, misplacedOptionalPlaceholder, unknownPlaceholder],
  [
    wrongType,
    missingField,
    unknownField,
    unknownValue,
    conflictingFields,
    numberOutOfRange,
    emptyList,
    stateName,
    duplicateStateName,
    mapLabel,
    wrongQueryLanguage,
    distributedMap,
  ],
  [unknownNextState, unknownStartState, missingTransition, missingEndState, unreachableState, statesAllAloneAndLast],
  [
    jsonataSyntax,
    jsonataDelimiters,
    jsonataTopLevelReference,
    jsonpathSyntax,
    payloadTemplate,
    choiceRule,
    timestampFormat,
  ],
  [taskResource, callbackWithoutTimeout, expressLimits],
];

/** Every rule, once. */
export const rules: readonly Rule[] = passes.flat();
