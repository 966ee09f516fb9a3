import { isJsonObject, type JsonObject } from '../shared/json/json-object';

/** A document of a file that holds several, as the model lists it. All members are strings. */
type ListedDocument = JsonObject;

const identifying = ['invoiceNumber', 'supplierName', 'total'];

/**
 * Returns sentences about a file that holds more than one document, with their pages, or one with several sets of sums.
 * Two documents are the same if number, supplier and total, as far as both have them, are equal.
 */
export function severalDocuments(documents: unknown): string[] {
  const listed = Array.isArray(documents) ? documents.filter(isJsonObject) : [];
  const different: ListedDocument[] = [];
  for (const document of listed) if (!different.some((other) => isSame(other, document))) different.push(document);
  if (different.length < 2) return [];
  const shown = different.slice(0, 10).map(describe).join('; ');
  return [`The file holds ${different.length} documents or sets of sums: ${shown}.`];
}

function isSame(one: ListedDocument, other: ListedDocument): boolean {
  return identifying.every((name) => {
    const [first, second] = [bare(one[name]), bare(other[name])];
    return first === '' || second === '' || first === second;
  });
}

function bare(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase().replace(/[^\p{L}\d]/gu, '') : '';
}

/** `pages 2-3: 2026-0815, Fabrikam GmbH, EUR 2,380.00` */
function describe(document: ListedDocument): string {
  const pages = text(document['pages']);
  const page = /^\d+$/.test(pages) ? 'page ' : /^\d/.test(pages) ? 'pages ' : '';
  const names = identifying.map((name) => text(document[name])).filter((value) => value !== '');
  return `${page}${pages === '' ? 'a page that is not named' : pages}: ${names.join(', ') || text(document['title'])}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, 60) : '';
}
