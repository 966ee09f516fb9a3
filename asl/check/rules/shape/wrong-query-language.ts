import type { QueryLanguage } from '../../../definition';
import type { CheckedState } from '../../checked-definition';
import { catcherFields, stateFields } from '../../fields';
import type { Finding, Rule } from '../../rule';
import { objectItems } from '../../values';

/** What the other language calls a field. */
const counterparts: Readonly<Record<QueryLanguage, Readonly<Record<string, string>>>> = {
  JSONata: {
    Parameters: 'Arguments',
    ResultSelector: 'Output',
    ResultPath: 'Output',
    OutputPath: 'Output',
    InputPath: 'Arguments',
    ItemsPath: 'Items',
    Result: 'Output',
    SecondsPath: 'Seconds',
    TimestampPath: 'Timestamp',
    TimeoutSecondsPath: 'TimeoutSeconds',
    HeartbeatSecondsPath: 'HeartbeatSeconds',
    MaxConcurrencyPath: 'MaxConcurrency',
    ErrorPath: 'Error',
    CausePath: 'Cause',
  },
  JSONPath: { Arguments: 'Parameters', Items: 'ItemsPath' },
};

/** A field of JSONPath stands in a JSONata state, or the other way round. */
export const wrongQueryLanguage: Rule = {
  id: 'wrong-query-language',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ states, language }) {
    for (const state of states) {
      yield* inState(state);
      if (language === 'JSONata' && state.value['QueryLanguage'] === 'JSONPath') {
        const message = 'a state cannot turn to `JSONPath` when the state machine is `JSONata`';
        yield {
          message,
          path: [...state.path, 'QueryLanguage'],
          help: 'set the language state by state, or use JSONata here too',
        };
      }
    }
  },
};

function* inState({ value, path, type, language }: CheckedState): Generator<Finding> {
  const other = language === 'JSONata' ? 'JSONPath' : 'JSONata';
  const says = (field: string, at: CheckedState['path']): Finding => {
    const counterpart = counterparts[language][field];
    const inner = path.length > 2 && other === 'JSONata';
    const help =
      counterpart === undefined
        ? `set \`QueryLanguage: ${other}\` in this state to use it`
        : `in ${language} it is \`${counterpart}\``;
    const inherited = inner ? '; inner states do not take over the language of their Map or Parallel' : '';
    return {
      message: `\`${field}\` is a field of ${other}, and this state speaks ${language}`,
      path: at,
      at: 'key',
      isWhole: true,
      help: `${help}${inherited}`,
    };
  };
  const foreign = type === undefined ? [] : stateFields[type][other];
  for (const field of foreign) if (value[field] !== undefined) yield says(field, [...path, field]);
  const catching = catcherFields[other].filter((field) => !catcherFields[language].includes(field));
  for (const { item, index } of objectItems(value['Catch'])) {
    for (const field of catching) if (item[field] !== undefined) yield says(field, [...path, 'Catch', index, field]);
  }
}
