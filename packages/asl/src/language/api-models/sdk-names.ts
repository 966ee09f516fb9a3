/**
 * Names as the AWS SDK for Java v2 forms them from an API's own; Step Functions names services, operations, members and errors so:
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */

/** The name of a service in PascalCase, as errors begin with it: `DynamoDB` is `DynamoDb`, `Directory Service` is `Directory`. */
export function sdkServiceName(serviceId: string): string {
  const name = pascalWords(serviceId);
  return name
    .replace(/^Amazon(?=.)/, '')
    .replace(/^Aws(?=.)/, '')
    .replace(/(?<=.)Service$/, '');
}

/** An operation in camelCase: `ListObjectsV2` is `listObjectsV2`. */
export function sdkOperationName(operation: string): string {
  return withoutCapital(operation);
}

/** A member in PascalCase: `DBSubnetGroupName` is `DbSubnetGroupName`, `maxTokens` is `MaxTokens`. */
export function sdkMemberName(member: string): string {
  const camel = withoutCapital(member);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** An error, always with the suffix `Exception`: `NoSuchKey` is `NoSuchKeyException`. */
export function sdkErrorName(error: string): string {
  const [, stem = error] = /^(.+?)(?:Fault|Exception)$/.exec(error) ?? [];
  return `${pascalWords(stem)}Exception`;
}

/** Leading capitals in lower case; of an acronym, the capital that begins the next word is kept. */
function withoutCapital(name: string): string {
  const [capitals = ''] = /^[A-Z]*/.exec(name) ?? [];
  const isWhole = capitals.length === name.length || !/[a-z]/.test(name.charAt(capitals.length));
  const length = capitals.length < 2 || isWhole ? capitals.length : capitals.length - 1;
  return name.slice(0, length).toLowerCase() + name.slice(length);
}

/** Every word with one capital. A number ends a word, a version such as `V2` is one. */
function pascalWords(name: string): string {
  return name
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .replace(/([^a-z]{2,})v([0-9]+)/g, '$1 v$2 ')
    .replace(/([^A-Z]{2,})V([0-9]+)/g, '$1 V$2 ')
    .replace(/(?<=[a-z])(?=[A-Z][a-zA-Z0-9])/g, ' ')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([0-9])([a-zA-Z])/g, '$1 $2')
    .split(/ +/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('');
}
