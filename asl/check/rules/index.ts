import type { Rule } from '../rule';
import { statesAllAloneAndLast } from './errors/states-all-alone-and-last';
import { choiceRule } from './queries/choice-rule';
import { jsonataDelimiters } from './queries/jsonata-delimiters';
import { jsonataSyntax } from './queries/jsonata-syntax';
import { jsonataTopLevelReference } from './queries/jsonata-top-level-reference';
import { jsonpathSyntax } from './queries/jsonpath-syntax';
import { payloadTemplate } from './queries/payload-template';
import { timestampFormat } from './queries/timestamp-format';
import { wrongQueryLanguage } from './queries/wrong-query-language';
import { conflictingFields } from './structure/conflicting-fields';
import { duplicateStateName } from './structure/duplicate-state-name';
import { emptyList } from './structure/empty-list';
import { mapLabel } from './structure/map-label';
import { missingField } from './structure/missing-field';
import { numberOutOfRange } from './structure/number-out-of-range';
import { stateName } from './structure/state-name';
import { unknownField } from './structure/unknown-field';
import { unknownValue } from './structure/unknown-value';
import { wrongType } from './structure/wrong-type';
import { callbackWithoutTimeout } from './tasks/callback-without-timeout';
import { expressLimits } from './tasks/express-limits';
import { malformedPlaceholder } from './tasks/malformed-placeholder';
import { misplacedOptionalPlaceholder } from './tasks/misplaced-optional-placeholder';
import { taskResource } from './tasks/task-resource';
import { unknownPlaceholder } from './tasks/unknown-placeholder';
import { missingEndState } from './transitions/missing-end-state';
import { missingTransition } from './transitions/missing-transition';
import { unknownNextState } from './transitions/unknown-next-state';
import { unknownStartState } from './transitions/unknown-start-state';
import { unreachableState } from './transitions/unreachable-state';

/** Every rule, once. */
export const rules: readonly Rule[] = [
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
  unknownNextState,
  unknownStartState,
  missingTransition,
  missingEndState,
  unreachableState,
  statesAllAloneAndLast,
  wrongQueryLanguage,
  jsonataSyntax,
  jsonataDelimiters,
  jsonataTopLevelReference,
  jsonpathSyntax,
  payloadTemplate,
  choiceRule,
  timestampFormat,
  taskResource,
  callbackWithoutTimeout,
  expressLimits,
  malformedPlaceholder,
  misplacedOptionalPlaceholder,
  unknownPlaceholder,
];
