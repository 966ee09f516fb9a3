import type { ApiOperation, ApiShape } from '../api-model';
import type { CompactModel } from '../model-lines';
import { sdkErrorName, sdkMemberName, sdkOperationName, sdkServiceName } from '../sdk-names';
import { type MemberSpellings, memberSpellings } from './member-spellings';
import type { ServiceModel, ServiceShape } from './service-model';

/** The model of a service without documentation and constraints that JSON does not show, in the names of Step Functions. */
export function compactModel({ metadata, operations, shapes }: ServiceModel): CompactModel {
  const table = new ShapeTable(shapes, memberSpellings[metadata.serviceId]);
  const compact = Object.values(operations).map(({ name, input, output, errors = [] }): [string, ApiOperation] => [
    sdkOperationName(name),
    {
      ...(input === undefined ? {} : { input: table.indexOf(input.shape) }),
      ...(output === undefined ? {} : { output: table.indexOf(output.shape) }),
      ...(errors.length === 0 ? {} : { errors: errors.map(({ shape }) => sdkErrorName(shape)).sort() }),
    },
  ]);
  return {
    errorPrefix: sdkServiceName(metadata.serviceId),
    operations: Object.fromEntries(compact.sort(([one], [other]) => (one < other ? -1 : 1))),
    shapes: table.shapes,
    throttles: throttlesIn(shapes),
  };
}

/** What `retryable` or an HTTP status of 429 marks, and what is named so. */
function throttlesIn(shapes: ServiceModel['shapes']): readonly string[] {
  const named = /Throttl|TooManyRequests|RequestLimitExceeded|ProvisionedThroughputExceeded|SlowDown|RateExceeded/;
  const throttles = Object.entries(shapes).filter(
    ([name, { exception, retryable, error }]) =>
      exception === true && (retryable?.throttling === true || error?.httpStatusCode === 429 || named.test(name)),
  );
  return throttles.map(([name]) => sdkErrorName(name)).sort();
}

/** Numbers the shapes in the order in which operations use them. Guards that equal shapes have one number. */
class ShapeTable {
  readonly shapes: ApiShape[] = [];
  private readonly byName = new Map<string, number>();
  private readonly byContent = new Map<string, number>();

  constructor(
    private readonly source: ServiceModel['shapes'],
    private readonly spellings: MemberSpellings | undefined,
  ) {}

  indexOf(name: string): number {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const shape = this.source[name];
    if (shape === undefined) throw new Error(`there is no shape \`${name}\``);
    const index = isNested(shape) ? this.addNested(name, shape) : this.addPlain(plainShape(shape));
    this.byName.set(name, index);
    return index;
  }

  private addPlain(shape: ApiShape): number {
    const content = JSON.stringify(shape);
    const index = this.byContent.get(content) ?? this.shapes.push(shape) - 1;
    this.byContent.set(content, index);
    return index;
  }

  /** A shape may contain itself: its number is given before its content is known. */
  private addNested(name: string, shape: ServiceShape): number {
    const index = this.shapes.push({ type: 'any' }) - 1;
    this.byName.set(name, index);
    this.shapes[index] = this.nestedShape(shape);
    return index;
  }

  private nestedShape({ type, member, value, members = {}, required = [], union }: ServiceShape): ApiShape {
    if (type === 'list') return { type: 'array', items: this.indexOf(member!.shape) };
    if (type === 'map') return { type: 'map', values: this.indexOf(value!.shape) };
    const entries = Object.entries(members);
    // The SDK itself fills in a token against duplicates.
    const asked = entries.filter(
      ([name, { idempotencyToken }]) => required.includes(name) && idempotencyToken !== true,
    );
    return {
      type: 'object',
      members: Object.fromEntries(
        entries.flatMap(([name, { shape, jsonvalue }]) => {
          const index = jsonvalue === true ? this.addPlain({ type: 'any' }) : this.indexOf(shape);
          return (this.spellings?.(name) ?? [sdkMemberName(name)]).map((spelling) => [spelling, index]);
        }),
      ),
      ...(asked.length === 0 ? {} : { required: asked.map(([name]) => sdkMemberName(name)) }),
      ...(union === true || isAttributeValue(members) ? { isUnion: true } : {}),
    };
  }
}

/** DynamoDB's model does not mark it. */
function isAttributeValue(members: object): boolean {
  return ['S', 'N', 'BOOL', 'NULL'].every((name) => name in members);
}

function isNested({ type, document }: ServiceShape): boolean {
  return document !== true && (type === 'structure' || type === 'list' || type === 'map');
}

function plainShape({ type, min, max, enum: words }: ServiceShape): ApiShape {
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  switch (type) {
    case 'string':
    case 'character':
      return { type: 'string', ...(words === undefined ? {} : { enum: words }), ...bounds };
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'bigdecimal':
      return { type: 'number', ...bounds };
    case 'blob':
      return { type, ...bounds };
    case 'boolean':
    case 'timestamp':
      return { type };
    default:
      // A document: any JSON.
      return { type: 'any' };
  }
}
