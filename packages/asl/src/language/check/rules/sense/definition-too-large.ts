import type { Rule } from '../../rule';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const mostCharacters = 1_048_576;

/** The JSON of the definition is longer than CreateStateMachine accepts. */
export const definitionTooLarge: Rule = {
  id: 'definition-too-large',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ machine }) {
    const { length } = JSON.stringify(machine);
    if (length <= mostCharacters) return;
    yield {
      message: `as JSON the definition has ${length} characters, AWS accepts ${mostCharacters}`,
      path: ['StartAt'],
      at: 'key',
      help: 'move data to S3 or into the input, or states to a state machine of their own',
    };
  },
};
