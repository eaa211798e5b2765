import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openapiDocument } from './openapi.ts';
import { type Door, type DoorPorts, exactly } from './ports.ts';
import { Problem } from './problem.ts';
import { dataSchema } from './schemas.ts';
import { seriesDoor } from './series.ts';

const SCHEMA = /^\/api\/v1\/schemas\/([\w.-]{1,100})\.json$/;

/** The documents of the public interface, the dictionary, and series. */
export function restDoors(ports: Pick<DoorPorts, 'findFeed' | 'findReader' | 'catalog' | 'series' | 'build'>): Door[] {
  const methods = ['GET', 'HEAD'];
  let openapi: string | undefined;
  return [
    {
      name: 'schemas',
      methods,
      access: 'open',
      match: (path) => SCHEMA.exec(path)?.[1] ?? null,
      handle({ req, res }, type) {
        const schema = dataSchema(type);
        if (!schema) throw new Problem(404, `${type} is no event type of this service`);
        sendDocument(req, res, JSON.stringify(schema), 'application/schema+json');
      },
    },
    {
      name: 'openapi',
      methods,
      access: 'open',
      match: exactly('/api/v1/openapi.json'),
      handle({ req, res }) {
        openapi ??= JSON.stringify(openapiDocument(ports.build));
        sendDocument(req, res, openapi, 'application/json; charset=utf-8');
      },
    },
    {
      name: 'indicators',
      methods,
      access: 'open',
      match: exactly('/api/v1/indicators'),
      handle({ req, res }) {
        sendDocument(req, res, JSON.stringify([...ports.catalog.indicators.values()]), 'application/json; charset=utf-8');
      },
    },
    seriesDoor(ports),
  ];
}

/** A document that seldom changes: kept by the client and asked again by its tag. */
function sendDocument(req: IncomingMessage, res: ServerResponse, text: string, type: string): void {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  res.setHeader('etag', etag);
  res.setHeader('cache-control', 'no-cache');
  if (req.headers['if-none-match'] === etag) return void res.writeHead(304).end();
  res.writeHead(200, { 'content-type': type, 'content-length': body.length });
  res.end(body);
}
