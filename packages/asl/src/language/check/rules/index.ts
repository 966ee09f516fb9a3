import type { Rule } from '../rule';
import { argumentType } from './calls/argument-type';
import { argumentValue } from './calls/argument-value';
import { callbackWithoutTimeout } from './calls/callback-without-timeout';
import { expressLimits } from './calls/express-limits';
import { missingArgument } from './calls/missing-argument';
import { missingTaskToken } from './calls/missing-task-token';
import { taskResource } from './calls/task-resource';
import { unknownArgument } from './calls/unknown-argument';
import { unlistedApiName } from './calls/unlisted-api-name';
import { unretriedThrottle } from './calls/unretried-throttle';
import { unthrownErrorName } from './calls/unthrown-error-name';
import { missingMember } from './data/missing-member';
import { argumentCount } from './expressions/argument-count';
import { choiceRule } from './expressions/choice-rule';
import { deepExpression } from './expressions/deep-expression';
import { jsonataDelimiters } from './expressions/jsonata-delimiters';
import { jsonataSyntax } from './expressions/jsonata-syntax';
import { jsonataTopLevelReference } from './expressions/jsonata-top-level-reference';
import { jsonpathKey } from './expressions/jsonpath-key';
import { jsonpathString } from './expressions/jsonpath-string';
import { jsonpathSyntax } from './expressions/jsonpath-syntax';
import { missingDollar } from './expressions/missing-dollar';
import { missingPathSuffix } from './expressions/missing-path-suffix';
import { payloadTemplate } from './expressions/payload-template';
import { staticResult } from './expressions/static-result';
import { timestampFormat } from './expressions/timestamp-format';
import { unavailableContextField } from './expressions/unavailable-context-field';
import { unavailableStatesField } from './expressions/unavailable-states-field';
import { undefinedValue } from './expressions/undefined-value';
import { unknownContextField } from './expressions/unknown-context-field';
import { unknownFunction } from './expressions/unknown-function';
import { unsafeNumber } from './expressions/unsafe-number';
import { choiceWithoutDefault } from './flow/choice-without-default';
import { loopWithoutPause } from './flow/loop-without-pause';
import { missingEndState } from './flow/missing-end-state';
import { missingTransition } from './flow/missing-transition';
import { statesAllAloneAndLast } from './flow/states-all-alone-and-last';
import { unknownNextState } from './flow/unknown-next-state';
import { unknownStartState } from './flow/unknown-start-state';
import { unreachableState } from './flow/unreachable-state';
import { malformedPlaceholder } from './placeholders/malformed-placeholder';
import { misplacedOptionalPlaceholder } from './placeholders/misplaced-optional-placeholder';
import { unknownPlaceholder } from './placeholders/unknown-placeholder';
import { definitionTooLarge } from './sense/definition-too-large';
import { heartbeatTimeout } from './sense/heartbeat-timeout';
import { leadingZero } from './sense/leading-zero';
import { missedDeadLetter } from './sense/missed-dead-letter';
import { modelCallWithoutMaxTokens } from './sense/model-call-without-max-tokens';
import { retrierWithoutJitter } from './sense/retrier-without-jitter';
import { retriesOutlastTimeout } from './sense/retries-outlast-timeout';
import { secretInDefinition } from './sense/secret-in-definition';
import { shadowedHandler } from './sense/shadowed-handler';
import { taskWithoutCatcher } from './sense/task-without-catcher';
import { taskWithoutTimeout } from './sense/task-without-timeout';
import { tooManyEvents } from './sense/too-many-events';
import { unknownErrorName } from './sense/unknown-error-name';
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
import { outerVariableAssigned } from './variables/outer-variable-assigned';
import { sometimesUnassignedVariable } from './variables/sometimes-unassigned-variable';
import { unassignedVariable } from './variables/unassigned-variable';
import { unusedVariable } from './variables/unused-variable';
import { variableName } from './variables/variable-name';
import { variableOutOfScope } from './variables/variable-out-of-scope';

/** The passes in their order. A later pass does not judge what an earlier one reported. */
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
    unavailableStatesField,
    jsonpathKey,
    missingDollar,
    missingPathSuffix,
    staticResult,
    unsafeNumber,
    variableName,
    outerVariableAssigned,
  ],
  [
    unknownContextField,
    unavailableContextField,
    unknownFunction,
    argumentCount,
    undefinedValue,
    deepExpression,
    jsonpathString,
    unassignedVariable,
    sometimesUnassignedVariable,
    variableOutOfScope,
    unusedVariable,
  ],
  [missingMember],
  [taskResource, missingTaskToken, callbackWithoutTimeout, expressLimits],
  [unknownArgument, missingArgument, argumentType, argumentValue, unlistedApiName],
  [
    definitionTooLarge,
    heartbeatTimeout,
    choiceWithoutDefault,
    loopWithoutPause,
    unknownErrorName,
    unthrownErrorName,
    shadowedHandler,
    retriesOutlastTimeout,
    tooManyEvents,
    taskWithoutCatcher,
    missedDeadLetter,
    modelCallWithoutMaxTokens,
    leadingZero,
    secretInDefinition,
  ],
];

/** What most definitions could do better; judged only if the passes find no problem. */
export const advice: readonly Rule[] = [taskWithoutTimeout, retrierWithoutJitter, unretriedThrottle];

/** Every rule, once. */
export const rules: readonly Rule[] = [...passes.flat(), ...advice];
