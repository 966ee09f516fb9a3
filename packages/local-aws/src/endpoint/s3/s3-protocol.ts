import { asServiceError, type Protocol, send } from '../exchange';
import { toXml } from '../xml';
import { s3Input } from './s3-input';
import { sendS3Output } from './s3-output';
import { routeOf } from './s3-routes';

/** REST-XML, path style: `/bucket/key`, content streamed both ways. */
export const s3Protocol: Protocol = {
  answer: async (exchange, services) => {
    const route = routeOf(exchange);
    const input = await s3Input(exchange, route);
    const output = await services.call('s3', route.operation, input, exchange.caller);
    await sendS3Output(exchange, route.operation, output);
  },
  fail: ({ request, response, path }, thrown) => {
    const error = asServiceError(thrown);
    if (request.method === 'HEAD' || error.statusCode === 304) {
      response.writeHead(error.statusCode).end();
      return;
    }
    const body = toXml('Error', { Code: error.name, Message: error.message, Resource: path });
    send(response, error.statusCode, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
  },
};
