import { sdkMemberName } from '../sdk-names';

/** The spellings of a member that Step Functions accepts, the usual one first; undefined: the one of the AWS SDK for Java v2 alone. */
export type MemberSpellings = (member: string) => readonly string[] | undefined;

/** Types of attribute values, whose names in the AWS SDK for Java v2 are others. */
const attributeTypes: Readonly<Record<string, readonly string[]>> = {
  SS: ['SS', 'Ss'],
  NS: ['NS', 'Ns'],
  BS: ['BS', 'Bs'],
  NULL: ['NULL', 'Nul'],
  BOOL: ['BOOL', 'Bool'],
};

const ofAttributeType: MemberSpellings = (member) =>
  Object.hasOwn(attributeTypes, member) ? attributeTypes[member] : undefined;

/**
 * Exceptions, by the id of the service. The optimized integration of DynamoDB has the API's own names:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
 * Of S3's encryption, definitions in use have the API's own names.
 */
export const memberSpellings: Readonly<Record<string, MemberSpellings>> = {
  DynamoDB: ofAttributeType,
  'DynamoDB Streams': ofAttributeType,
  S3: (member) => (/^SSE[A-Z]/.test(member) ? [member, sdkMemberName(member)] : undefined),
};
