import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Local, startLocal } from '@document-pipelines/local-aws';
import { ServiceError, type Shape } from '@document-pipelines/local-aws/services';
import { createConverse } from '../../offline-reader';
import { type Account, localAccount } from '../../operations/account';
import { documentIdOf } from '../../operations/ledger/object-pointer';
import { drawInvoice } from '../../samples/draw-invoice';
import { drawPdf } from '../../samples/draw-pages';
import { harbourInvoice } from '../../samples/sample-content';
import { keptChecks } from '../kept-checks';
import { sharedReader } from '../shared-reader';
import { synthesisedCopy } from '../synthesised-stacks/synthesise';

const samples = join(__dirname, '..', '..', 'samples');

/** One call of an embedded service, by a state, a function, a delivery or a test. */
export interface ServiceCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Shape;
}

/** An environment on a folder of its own, with a record of every call and faults to order. */
export interface OpenedLedger {
  readonly local: Local;
  readonly account: Account;
  readonly calls: ServiceCall[];
  readonly troubles: string[];
  /** While it is set, calls for which it returns a string fail with that string as the error's name. */
  fault: ((call: ServiceCall) => string | undefined) | undefined;
  /** Returns the bytes of a sample; `invoice.pdf` has a number of its own each time, because a repeated invoice needs a review. */
  bytesOf(sample: string): Promise<Buffer>;
  /** Puts a sample under incoming/ and returns its documentId. */
  put(name: string, sample?: string): Promise<string>;
  call(service: string, operation: string, input: Shape): Promise<Shape>;
  /** Returns the ledger's row as plain strings; undefined without one. */
  row(documentId: string): Promise<Readonly<Record<string, string>> | undefined>;
  /** Returns the names of a document's executions, in any status, oldest first. */
  executionsOf(
    documentId: string,
  ): readonly { readonly name: string; readonly status: string; readonly output: unknown }[];
  /** Makes one operation fail while a document is processed as far as possible; returns its documentId. */
  putRefused(name: string, service: string, operation: string): Promise<string>;
  /** Returns the messages about this document in the topic of stored documents. */
  noticesOf(documentId: string): number;
  close(): Promise<void>;
}

/** Folders of an environment's synthesised stack and its state; the caller removes them. */
export interface LedgerFolders {
  /** Holds `stacks/dev`. */
  readonly synthesisFolder: string;
  readonly stateFolder: string;
}

/** Applies and starts an environment, on new folders by default. */
export async function openLedger(given?: LedgerFolders): Promise<OpenedLedger> {
  const made = given === undefined ? newFolders() : undefined;
  const { synthesisFolder, stateFolder } = given ?? made!;
  const troubles: string[] = [];
  const local = await startLocal({
    stackFolder: join(synthesisFolder, 'stacks', 'dev'),
    stateFolder,
    command: 'test',
    converse: createConverse(),
    checks: keptChecks,
    reader: sharedReader,
    onTrouble: (message) => troubles.push(message),
  });
  const calls: ServiceCall[] = [];
  let invoices = 0;
  const { call } = local.services;
  const bucket = String(local.outputs['document_bucket_name']);
  const opened: OpenedLedger = {
    local,
    account: localAccount(local, new AbortController().signal),
    calls,
    troubles,
    fault: undefined,
    bytesOf: async (sample) => {
      if (sample !== 'invoice.pdf') return readFileSync(join(samples, sample));
      invoices += 1;
      const number = `HOS-2025-${String(invoices).padStart(4, '0')}`;
      return drawPdf((paper) => drawInvoice(paper, { ...harbourInvoice, number }));
    },
    put: async (name, sample = 'invoice.pdf') => {
      const key = `incoming/${name}`;
      const Body = await opened.bytesOf(sample);
      const { VersionId: versionId } = await opened.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body });
      return documentIdOf({ bucket, key, versionId: String(versionId) });
    },
    call: (service, operation, input) => local.services.call(service, operation, input, { kind: 'operator' }),
    row: async (documentId) => {
      const input = { TableName: local.outputs['ledger_table_name'], Key: { documentId: { S: documentId } } };
      const { Item: item } = await opened.call('dynamodb', 'GetItem', input);
      if (item === undefined) return undefined;
      const members = Object.entries(item as Readonly<Record<string, { readonly S?: string; readonly N?: string }>>);
      return Object.fromEntries(members.map(([name, { S: text, N: number }]) => [name, String(text ?? number)]));
    },
    executionsOf: (documentId) =>
      [...local.states.list('dev-document-pipeline')]
        .sort((a, b) => a.startDate - b.startDate)
        .filter(({ input }) => documentIdOf(input as never) === documentId)
        .map(({ name, status, output }) => ({ name, status, output })),
    putRefused: async (name, service, operation) => {
      opened.fault = (asked) =>
        asked.service === service && asked.operation === operation ? 'AccessDeniedException' : undefined;
      const documentId = await opened.put(name);
      await local.idle();
      opened.fault = undefined;
      return documentId;
    },
    noticesOf: (documentId) =>
      calls.filter(
        ({ service, operation, input }) =>
          service === 'sns' && operation === 'Publish' && textOf(input).includes(`${documentId}/document.json`),
      ).length,
    close: async () => {
      await local.close();
      made?.remove();
    },
  };
  Object.assign(local.services, {
    call: async (service: string, operation: string, input: Shape, caller: Parameters<typeof call>[3]) => {
      const error = opened.fault?.({ service, operation, input });
      if (error !== undefined) throw new ServiceError(error, `a fault of the test: ${service} ${operation}`);
      const answer = await call(service, operation, input, caller);
      calls.push({ service, operation, input });
      return answer;
    },
  });
  return opened;
}

function newFolders(): LedgerFolders & { remove(): void } {
  const synthesis = synthesisedCopy();
  const stateFolder = mkdtempSync(join(tmpdir(), 'ledger-'));
  return {
    synthesisFolder: synthesis.folder,
    stateFolder,
    remove: () => {
      synthesis.remove();
      rmSync(stateFolder, { recursive: true });
    },
  };
}

/** Returns a call's input as a string, used to search for a document in it. */
export function textOf(input: Shape): string {
  return JSON.stringify(input, (_name, value: unknown) => (value instanceof Uint8Array ? '' : value)).replaceAll(
    '\\',
    '',
  );
}
