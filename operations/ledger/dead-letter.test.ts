import { readDeadLetter } from './dead-letter';
import { documentIdOf } from './object-pointer';

const pointer = { bucket: 'documents', key: 'incoming/Größe.pdf', versionId: 'v1' };

it('finds the document by the pointer, by the input of an older letter, and not at all where neither names one', () => {
  const documentId = documentIdOf(pointer);

  expect(readDeadLetter(JSON.stringify({ pointer, documentId: 'unregistered' }))).toMatchObject({
    documentId,
    pointer,
  });
  expect(readDeadLetter(JSON.stringify({ input: { ...pointer, attempt: 3 } }))).toMatchObject({
    documentId,
    attempts: 3,
  });
  expect(readDeadLetter(JSON.stringify({ pointer: { bucket: 'documents' } }))).toMatchObject({ documentId: undefined });
});

it.each(['no JSON', '7', 'null', '[]'])('takes %s for a letter that says nothing, and keeps it', (body) => {
  expect(readDeadLetter(body)).toMatchObject({ documentId: undefined, input: body, state: 'unknown', attempts: 1 });
});
