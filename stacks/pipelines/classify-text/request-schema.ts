/**
 * Returns the schema of a request's body, in JSON schema draft 4, the one that API Gateway supports. `maxCharacters`
 * counts code points.
 */
export function requestSchema(maxCharacters: number): object {
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: 'ClassifyRequest',
    type: 'object',
    required: ['text'],
    additionalProperties: false,
    properties: {
      // At least one character that is not blank.
      text: { type: 'string', minLength: 1, maxLength: maxCharacters, pattern: '\\S' },
    },
  };
}
