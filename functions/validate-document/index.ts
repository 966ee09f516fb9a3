import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredWholeNumber } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type ValidateDocumentDependencies, type ValidateDocumentEvent, validateDocument } from './validate-document';

const log = new Logger();
const dependencies: ValidateDocumentDependencies = {
  log,
  s3: new S3Client(clientSettings),
  maxDocumentBytes: requiredWholeNumber(process.env, 'MAX_DOCUMENT_BYTES'),
  maxPages: requiredWholeNumber(process.env, 'MAX_PAGES'),
  wholePdfMaxBytes: 50 * 1024 * 1024,
};

/** Called by ValidateDocument. Needs: s3:GetObjectVersion (HeadObject asks for it too) on the document. */
export const handler = loggedHandler(
  log,
  ({ documentId, executionArn }: ValidateDocumentEvent) => ({ documentId, executionArn }),
  (event) => validateDocument(event, dependencies),
);
