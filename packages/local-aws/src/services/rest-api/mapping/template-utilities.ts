import { ServiceError } from '../../service';

/** `$util`: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference */
export const templateUtilities: Readonly<Record<string, (text: unknown) => unknown>> = {
  escapeJavaScript: (text) => escapeJavaScript(String(text)),
  parseJson: (text) => parseJson(String(text)),
  urlEncode: (text) => encodeURIComponent(String(text)),
  urlDecode: (text) => decodeURIComponent(String(text)),
  base64Encode: (text) => Buffer.from(String(text)).toString('base64'),
  base64Decode: (text) => Buffer.from(String(text), 'base64').toString('utf8'),
};

const shortEscapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
};

/** As Apache Commons does it: apostrophes and slashes too, and `\uXXXX` for characters outside of printable ASCII. */
function escapeJavaScript(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const character = text.charAt(index);
    const short = shortEscapes[character];
    if (short !== undefined) return short;
    const code = text.charCodeAt(index);
    return code < 32 || code > 126 ? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}` : character;
  }).join('');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ServiceError('InternalFailure', 'mapping template: $util.parseJson was given what is not JSON', 500);
  }
}
