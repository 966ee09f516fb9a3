/** What one unit of a service costs on demand, first tier, free allowances left out of account. */
export interface ServicePrice {
  /** US dollars in us-east-1. */
  readonly dollars: number;
  /** How many units the dollars are for: 1,000,000 requests. */
  readonly per: number;
  /** One unit, in the singular: `page`, `request`, `GB-second`. */
  readonly unit: string;
  /** AWS's page that names the price. */
  readonly page: string;
  /** Why the figure should be looked up before it is relied on; absent: it is well known. */
  readonly unconfirmed?: string;
}

const million = 1_000_000;

/** The month that the prices are of. They change seldom; look at the page before a decision hangs on one. */
export const pricesAsOf = '2026-11';

/**
 * Prices on demand in us-east-1, one row per meter. standard-price.ts has Step Functions' own price by region;
 * model-prices.ts has the prices of models.
 */
export const servicePrices = {
  standardTransition: price(0.025, 1_000, 'state transition', 'step-functions/pricing/'),
  expressRequest: price(1, million, 'request', 'step-functions/pricing/'),
  expressGigabyteSecond: price(0.00001667, 1, 'GB-second', 'step-functions/pricing/'),
  /** DetectDocumentText and StartDocumentTextDetection alike, up to a million pages a month. */
  textractTextPage: price(1.5, 1_000, 'page', 'textract/pricing/'),
  lambdaRequest: price(0.2, million, 'request', 'lambda/pricing/'),
  /** arm64, which all functions here run on. */
  lambdaGigabyteSecond: price(0.0000133334, 1, 'GB-second', 'lambda/pricing/'),
  /** A write of up to 1 KB; a failed condition is billed as well. */
  dynamodbWrite: price(0.625, million, 'write request unit', 'dynamodb/pricing/on-demand/'),
  /** A consistent read of up to 4 KB. */
  dynamodbRead: price(0.125, million, 'read request unit', 'dynamodb/pricing/on-demand/'),
  s3Write: price(0.005, 1_000, 'PUT, COPY, POST or LIST request', 's3/pricing/'),
  s3Read: price(0.0004, 1_000, 'GET, HEAD or other request', 's3/pricing/'),
  /** Per 64 KB of a published message; deliveries to SQS and Lambda are free, e-mail is not. */
  snsPublish: price(0.5, million, 'publish', 'sns/pricing/'),
  snsEmail: price(2, 100_000, 'e-mail', 'sns/pricing/'),
  /** Per 64 KB of a message. */
  sqsRequest: price(0.4, million, 'request', 'sqs/pricing/'),
  schedulerInvocation: price(1, million, 'invocation', 'eventbridge/pricing/'),
  eventBusEvent: price(
    1,
    million,
    'event',
    'eventbridge/pricing/',
    "for own events; whether S3's events, which a bucket has to opt in to, are free is told differently in different places",
  ),
  /** Per 512 KB of a request. */
  httpApiRequest: price(1, million, 'request', 'api-gateway/pricing/'),
  restApiRequest: price(3.5, million, 'request', 'api-gateway/pricing/'),
  logGigabyte: price(0.5, 1, 'GB ingested', 'cloudwatch/pricing/'),
  kmsRequest: price(0.03, 10_000, 'request', 'kms/pricing/'),
  trainingHour: price(
    0.115,
    1,
    'hour of one ml.m5.large',
    'sagemaker/ai/pricing/',
    'other instances, and model customization on Bedrock, have prices of their own',
  ),
} as const satisfies Readonly<Record<string, ServicePrice>>;

/** A name in {@link servicePrices}. */
export type Meter = keyof typeof servicePrices;

/** US dollars in us-east-1 for so many units of a meter. */
export function meterPrice(meter: Meter, units: number): number {
  const { dollars, per } = servicePrices[meter];
  return (dollars / per) * units;
}

function price(dollars: number, per: number, unit: string, path: string, unconfirmed?: string): ServicePrice {
  const page = `https://aws.amazon.com/${path}`;
  return unconfirmed === undefined ? { dollars, per, unit, page } : { dollars, per, unit, page, unconfirmed };
}
