import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { memberOf } from '@document-pipelines/asl/definition';
import { ServiceError } from '../../services';
import { decodeAwsChunked } from './aws-chunked';
import { type Checksum, checksums } from './checksums';

/** Returns the content of an upload as a stream, without its envelope. The stream fails with BadDigest if a checksum does not match. */
export function objectBody(request: IncomingMessage): Readable {
  return Readable.from(verifyBody(request), { objectMode: false });
}

/** Whether a body comes in the aws-chunked envelope. */
export function isChunked(headers: IncomingHttpHeaders): boolean {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  return encodings.includes('aws-chunked') || String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
}

async function* verifyBody(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  const announced = announcedChecksums(request.headers);
  const content = isChunked(request.headers) ? decodeAwsChunked(request) : plain(request);
  let sizeBytes = 0;
  for (;;) {
    const step = await content.next();
    if (step.done === true) {
      checkSize(request.headers, sizeBytes);
      checkAll(announced, request.headers, step.value.trailers);
      return;
    }
    sizeBytes += step.value.byteLength;
    for (const checksum of announced.values()) checksum.update(step.value);
    yield step.value;
  }
}

async function* plain(
  request: IncomingMessage,
): AsyncGenerator<Uint8Array, { readonly trailers: ReadonlyMap<string, string> }> {
  for await (const chunk of request as AsyncIterable<Uint8Array>) yield chunk;
  return { trailers: new Map() };
}

const prefix = 'x-amz-checksum-';

/** Returns the checksums in the headers or announced as trailers, by header. */
function announcedChecksums(headers: IncomingHttpHeaders): ReadonlyMap<string, Checksum> {
  const trailer = String(headers['x-amz-trailer'] ?? '')
    .toLowerCase()
    .split(',');
  const names = [...Object.keys(headers), ...trailer.map((name) => name.trim())].filter((name) =>
    name.startsWith(prefix),
  );
  return new Map(
    names.flatMap((name): [string, Checksum][] => {
      const make = memberOf(checksums, name.slice(prefix.length));
      return make === undefined ? [] : [[name, make()]];
    }),
  );
}

function checkAll(
  announced: ReadonlyMap<string, Checksum>,
  headers: IncomingHttpHeaders,
  trailers: ReadonlyMap<string, string>,
): void {
  for (const [name, checksum] of announced) {
    const expected = trailers.get(name) ?? headers[name];
    if (expected !== checksum.digest())
      throw new ServiceError(
        'BadDigest',
        `The ${name.slice(prefix.length).toUpperCase()} you specified did not match the calculated checksum.`,
      );
  }
}

function checkSize(headers: IncomingHttpHeaders, sizeBytes: number): void {
  const announced =
    headers['x-amz-decoded-content-length'] ?? (isChunked(headers) ? undefined : headers['content-length']);
  if (announced !== undefined && Number(announced) !== sizeBytes) {
    throw new ServiceError(
      'IncompleteBody',
      `You did not provide the number of bytes specified by the Content-Length: ${announced} announced, ${sizeBytes} received`,
    );
  }
}
