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
 * Results of SQS's have the API's own names (recorded), and so have S3's members of encryption in definitions in use.
 */
export const memberSpellings: Readonly<Record<string, MemberSpellings>> = {
  DynamoDB: ofAttributeType,
  'DynamoDB Streams': ofAttributeType,
  SQS: (member) => (member.startsWith('MD5') ? [member, sdkMemberName(member)] : undefined),
  S3: (member) => (/^SSE[A-Z]/.test(member) ? [member, sdkMemberName(member)] : undefined),
};
