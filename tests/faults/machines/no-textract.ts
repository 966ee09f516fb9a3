import type { TextractClient } from '@aws-sdk/client-textract';
import { fakeClient } from '../../fakes/fake-client';

/** Textract that must not be called: only the machines of documents use it. */
export const noTextract = fakeClient<TextractClient>([]);
