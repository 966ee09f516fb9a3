import type { TextractClient } from '@aws-sdk/client-textract';
import { fakeClient } from '../../fakes/fake-client';

/** Textract that nobody may call: the machines that use it are those of documents. */
export const noTextract = fakeClient<TextractClient>([]);
