/** The language of a state's expressions; a state machine's default is JSONPath. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** The JSON type of a field. A path is a string; a template is any JSON. */
export type FieldType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'object'
  | 'array of objects'
  | 'array of strings'
  | 'path'
  | 'path or null'
  | 'reference path or null'
  | 'template';

/** What Step Functions knows of a field. */
export interface Field {
  readonly type: FieldType;
  /** The query language of the states that have the field; absent: both use it. */
  readonly language?: QueryLanguage;
  /** What the field is named in the other query language. */
  readonly counterpart?: string;
  readonly isRequired?: boolean;
  /** Of an array or an object: it has one entry or more. */
  readonly isFilled?: boolean;
  /** Of a number: the smallest and the largest; absent: any. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly takesFractions?: boolean;
  /** Of a string: the only values. */
  readonly values?: readonly string[];
  /** In a JSONata state an expression may replace the string or number. */
  readonly takesExpression?: boolean;
  /** What the object, or each object of the array, is. */
  readonly holds?: string;
}

/** The fields of an object type in a definition. */
export interface ObjectFields {
  /** As a message names it: `a Task state`. */
  readonly name: string;
  /** AWS's page on it. */
  readonly page: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Groups of fields of which the object has exactly one each. */
  readonly oneOf?: readonly (readonly string[])[];
  /** Groups of fields of which the object has one at most. */
  readonly atMostOneOf?: readonly (readonly string[])[];
}
