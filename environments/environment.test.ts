import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { personalDataKinds } from '../functions/shared/redaction/personal-data';
import { completeEnvironment } from './environment';
import { type EnvironmentFile, environmentSchema } from './environment-schema';
import { parseEnvironment } from './parse-environment';

const dev = parseEnvironment(readFileSync(join(__dirname, 'dev.yaml'), 'utf8'), 'dev.yaml')
  .environment as EnvironmentFile;

describe('completeEnvironment', () => {
  it("takes the region's Textract quotas and a concurrency that keeps them busy", () => {
    const environment = completeEnvironment('dev', dev);
    expect(environment.textract).toEqual({ detectDocumentTextPerSecond: 25, startDocumentTextDetectionPerSecond: 15 });
    expect(environment.extraction.reservedConcurrency).toBe(50);
  });

  it('assumes one call a second in a region that has no figure', () => {
    expect(completeEnvironment('x', { ...dev, region: 'eu-central-1' }).extraction.reservedConcurrency).toBe(2);
  });

  it('knows the kinds of personal data that the functions know', () => {
    expect(environmentSchema.shape.redaction.unwrap().element.options).toEqual([...personalDataKinds]);
  });

  it('lets the file overrule the region', () => {
    const file = {
      ...dev,
      textract: { detectDocumentTextPerSecond: 100 },
      extraction: { timeoutSeconds: 60, reservedConcurrency: -1 },
    };
    const environment = completeEnvironment('x', file);
    expect(environment.textract).toEqual({ detectDocumentTextPerSecond: 100, startDocumentTextDetectionPerSecond: 15 });
    expect(environment.extraction.reservedConcurrency).toBe(-1);
  });
});
