import { createPolicies } from '../../policies';
import { createServices } from '../create-services';
import { type Caller, ServiceError, type Shape } from '../service';
import { createBedrockAgent } from './create-bedrock-agent';

const place = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  stackFolder: '/nowhere',
  stateFolder: '/nowhere',
};
const roleArn = 'arn:aws:iam::123456789012:role/invoke-agent';
const asFunction: Caller = { kind: 'role', roleArn };
const invoice = 'a'.repeat(64);
const lease = 'b'.repeat(64);
const request = {
  agentId: 'AGENT',
  agentAliasId: 'ALIAS',
  sessionId: 'session-1',
  inputText: '<<<question x\nWhat is the total of invoice A-17?\n>>>question x',
  sessionState: { sessionAttributes: { resultsBucketName: 'results' } },
};

/** The stand-in beside a bucket of two documents; its caller may invoke the one alias. */
function laptop() {
  const policies = createPolicies(place);
  const statement = (Action: string, rest: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, ...rest }] });
  policies.putRole(roleArn, statement('sts:AssumeRole', { Principal: { Service: 'lambda.amazonaws.com' } }));
  const Resource = 'arn:aws:bedrock:us-east-1:123456789012:agent-alias/AGENT/ALIAS';
  policies.putRolePolicy(roleArn, 'agent', statement('bedrock:InvokeAgent', { Resource }));
  const services = createServices({ policies, place });
  services.register(
    memoryS3(
      new Map([
        [
          `results/${invoice}/document.json`,
          JSON.stringify({
            source: { key: 'incoming/a-17.pdf' },
            documentType: 'invoice',
            fields: { invoiceNumber: 'A-17', total: '€12.00', lineItems: [] },
          }),
        ],
        [`results/${invoice}/text.txt`, 'INVOICE A-17\nTotal €12.00'],
        [
          `results/library/${lease}/text.txt`,
          'LEASE of the warehouse\nMonthly rent: 900 euros\nEnds: 31 December 2027',
        ],
        ['results/inference/other.json', '{}'],
      ]),
    ),
  );
  services.register({ name: 'bedrock', operations: createBedrockAgent({ services, place }).operations });
  return {
    answer: async (input: Shape) => {
      const { completion } = await services.call('bedrock', 'InvokeAgent', input, asFunction);
      const chunks = (completion as readonly { chunk: { bytes: Uint8Array; attribution?: unknown } }[]).map(
        ({ chunk }) => chunk,
      );
      return {
        said: JSON.parse(Buffer.concat(chunks.map(({ bytes }) => bytes)).toString('utf8')) as unknown,
        attribution: chunks.at(-1)?.attribution,
      };
    },
  };
}

function memoryS3(objects: ReadonlyMap<string, string>) {
  return {
    name: 's3',
    operations: {
      ListObjectsV2: {
        permissions: () => [],
        run: async ({ Bucket }: Shape) => ({
          Contents: [...objects.keys()].map((name) => ({ Key: name.slice(`${Bucket}/`.length) })),
        }),
      },
      GetObject: {
        permissions: () => [],
        run: async ({ Bucket, Key }: Shape) => {
          const text = objects.get(`${Bucket}/${Key}`);
          if (text === undefined) throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
          return { Body: new Uint8Array(Buffer.from(text)) };
        },
      },
    },
  };
}

describe('the offline agent', () => {
  it('quotes the field that a question names, and cites where it stands', async () => {
    await expect(laptop().answer(request)).resolves.toEqual({
      said: {
        outcome: 'answered',
        answer: 'total: €12.00 (quoted from incoming/a-17.pdf by the offline agent, no model)',
        documents: [invoice],
      },
      attribution: {
        citations: [
          {
            generatedResponsePart: { textResponsePart: { text: 'total: €12.00' } },
            retrievedReferences: [
              { location: { type: 'S3', s3Location: { uri: `s3://results/${invoice}/document.json` } } },
            ],
          },
        ],
      },
    });
  });

  it('reads texts of documents that have no fields', async () => {
    const inputText = 'What is the monthly rent of the warehouse?';
    await expect(laptop().answer({ ...request, inputText })).resolves.toMatchObject({
      said: { outcome: 'answered', answer: expect.stringContaining('Monthly rent: 900 euros'), documents: [lease] },
    });
  });

  it('says that it does not know', async () => {
    const inputText = 'Who won the cup in 1998?';
    await expect(laptop().answer({ ...request, inputText })).resolves.toMatchObject({
      said: { outcome: 'unknown', answer: expect.stringContaining('offline agent, no model'), documents: [] },
    });
  });

  it('is invoked only by who may invoke this alias', async () => {
    await expect(laptop().answer({ ...request, agentAliasId: 'OTHER' })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('bedrock:InvokeAgent'),
    });
  });

  it.each([
    ['memoryId', { memoryId: 'm' }],
    ['files', { sessionState: { files: [] } }],
  ])('refuses %s by name', async (name, change) => {
    await expect(laptop().answer({ ...request, ...change })).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining(name),
    });
  });

  it('says what a wrong request has', async () => {
    await expect(laptop().answer({ ...request, sessionId: '?' })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('sessionId'),
    });
  });
});
