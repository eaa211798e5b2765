import { MAX_POINTS } from '../services/indicator/series.ts';
import { EVENT_TYPES } from '../wire/events.ts';
import { IndicatorRow } from '../wire/profile.ts';
import { ANSWER_SCHEMA, dataSchema, eventSchema, type JsonSchema, PROBLEM_SCHEMA, toSchema } from './schemas.ts';
import { GRAINS } from './series-query.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonSchema, type = 'application/json') => ({ content: { [type]: { schema } } });
const problem = (description: string, headers?: JsonSchema) => ({
  description,
  ...json(ref('Problem'), 'application/problem+json'),
  ...(headers ? { headers } : {}),
});
const retryAfter = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' } };
const parameter = (name: string, where: 'query' | 'path', required: boolean, schema: JsonSchema, description: string) => ({
  name,
  in: where,
  required,
  schema,
  description,
});
const instant = { type: 'string', format: 'date-time' };

/** OpenAPI 3.1 of the public interface, made of the same schemas that check what comes in. */
export function openapiDocument(build: string): JsonSchema {
  return {
    openapi: '3.1.0',
    info: { title: '统管 Tongguan', version: build, description: 'Events in, figures out. Events are CloudEvents 1.0.' },
    paths: {
      '/api/v1/events': { post: postEvents() },
      '/api/v1/series': { get: getSeries() },
      '/api/v1/indicators': {
        get: {
          summary: 'The indicator dictionary.',
          security: [],
          responses: { 200: { description: 'Its rows.', ...json({ type: 'array', items: ref('Indicator') }) } },
        },
      },
      '/api/v1/schemas/{type}.json': {
        get: {
          summary: "JSON Schema of an event type's data.",
          security: [],
          parameters: [parameter('type', 'path', true, { type: 'string', enum: EVENT_TYPES }, 'Event type.')],
          responses: { 200: { description: 'The schema.', ...json({ type: 'object' }, 'application/schema+json') }, 404: problem('No such type.') },
        },
      },
      '/healthz': { get: { summary: 'The process answers.', security: [], responses: { 200: { description: 'Alive.' } } } },
      '/readyz': {
        get: {
          summary: 'It can do its work.',
          security: [],
          responses: { 200: { description: 'Ready.' }, 503: { description: 'Not ready, with the reasons.' } },
        },
      },
    },
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Token of a feed (tgf_…) or, to read, of a reader (tgr_…).' } },
      schemas: {
        ...dataSchemas(),
        Event: eventSchema(),
        Answer: ANSWER_SCHEMA,
        Problem: PROBLEM_SCHEMA,
        Indicator: toSchema(IndicatorRow),
        Series: seriesSchema(),
      },
    },
  };
}

function dataSchemas(): JsonSchema {
  return Object.fromEntries(
    EVENT_TYPES.map((type) => {
      const { $schema: _, $id: __, ...schema } = dataSchema(type) as JsonSchema;
      return [type, schema];
    }),
  );
}

function postEvents(): JsonSchema {
  return {
    summary: 'Send events. Answers after the commit; one bad event never rejects its neighbours.',
    description:
      'Also in binary mode: attributes in ce- headers, data as application/json. (source, id) is the idempotency key: send again what was not answered.',
    requestBody: {
      required: true,
      content: {
        'application/cloudevents+json': { schema: ref('Event') },
        'application/cloudevents-batch+json': { schema: { type: 'array', items: ref('Event') } },
        'application/x-ndjson': { schema: { type: 'string', description: 'One event a line.' } },
      },
    },
    responses: {
      200: { description: 'What became of each event.', ...json(ref('Answer')) },
      400: problem('The body is not UTF-8, not JSON, or not of the declared shape; nothing was taken.'),
      401: problem('Unknown token.'),
      403: problem('The feed is disabled or at its end.'),
      413: problem('Over 8 MiB or 50,000 events.'),
      415: problem('Another media type, charset or encoding.'),
      429: problem("More than the feed's rate.", retryAfter),
      503: problem('The buffer is full; nothing was taken.', retryAfter),
    },
  };
}

function getSeries(): JsonSchema {
  const text = { type: 'string' };
  return {
    summary: 'Points of one figure over time.',
    description: `Every point is a whole period that starts at or after \`from\` and before \`to\`, in the time zone of the profile; at most ${MAX_POINTS} points. Give dimensions as dims.NAME=value.`,
    parameters: [
      parameter('indicator', 'query', true, text, 'Code of the dictionary.'),
      parameter('region', 'query', true, text, 'Region code.'),
      parameter('from', 'query', true, instant, 'Included.'),
      parameter('to', 'query', true, instant, 'Not included.'),
      parameter('grain', 'query', true, { type: 'string', enum: [...GRAINS] }, 'Length of a period.'),
      parameter('scope', 'query', false, text, 'Needed when several stand side by side; empty for the one without.'),
      parameter('status', 'query', false, { type: 'string', enum: ['preliminary', 'formal', 'revised', ''] }, 'As for scope.'),
      parameter('knownAt', 'query', false, instant, 'As it was known then.'),
    ],
    responses: {
      200: { description: 'The points.', ...json(ref('Series')) },
      400: problem('A parameter is wrong, or several scopes or statuses stand side by side: `choices` lists them.'),
      401: problem('Unknown token, of a feed that is off or does not give this indicator, or of a reader of others.'),
      403: problem('The region is outside what the token may read.'),
      404: problem('Unknown indicator or region.'),
    },
  };
}

function seriesSchema(): JsonSchema {
  const nullable = (type: string) => ({ type: [type, 'null'] });
  const point = [
    { ...instant, description: 'Start of the period.' },
    { type: 'integer', description: 'Events.' },
    { type: 'number' },
    { type: 'number' },
    nullable('number'),
  ];
  return {
    type: 'object',
    required: ['indicator', 'region', 'unit', 'scope', 'status', 'grain', 'asOf', 'coverage', 'points'],
    properties: {
      indicator: { type: 'string' },
      region: { type: 'string' },
      unit: { type: 'string' },
      scope: nullable('string'),
      status: nullable('string'),
      grain: { type: 'string', enum: [...GRAINS] },
      asOf: { type: ['string', 'null'], format: 'date-time', description: 'Newest event in it.' },
      coverage: {
        oneOf: [{ type: 'null' }, { type: 'object', required: ['reporting', 'of'], properties: { reporting: { type: 'integer' }, of: { type: 'integer' } } }],
      },
      points: {
        type: 'array',
        description: 'Start, events, numerator, denominator, value; value null: no data.',
        items: { type: 'array', prefixItems: point, items: false, minItems: 5, maxItems: 5 },
      },
    },
  };
}
