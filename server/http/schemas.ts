import { z } from 'zod';
import { Envelope, EVENT_DATA, EVENT_TYPES, type EventType, REJECT_CODES } from '../wire/events.ts';

export type JsonSchema = Record<string, unknown>;

/** JSON Schema of what is sent under a zod schema. */
export function toSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

/** JSON Schema (2020-12) of an event type's data; null when there is no such type. */
export function dataSchema(type: string): JsonSchema | null {
  if (!Object.hasOwn(EVENT_DATA, type)) return null;
  const head = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `/api/v1/schemas/${type}.json`, title: type };
  return { ...head, ...toSchema(EVENT_DATA[type as EventType]) };
}

/** One CloudEvent with the data of any of the types. */
export function eventSchema(): JsonSchema {
  const envelope = toSchema(Envelope) as { properties: JsonSchema };
  const properties = { ...envelope.properties, type: { type: 'string', enum: EVENT_TYPES } };
  const data = EVENT_TYPES.map((type) => ({
    if: { properties: { type: { const: type } } },
    then: { properties: { data: { $ref: `#/components/schemas/${type}` } } },
  }));
  return { ...envelope, properties, additionalProperties: true, allOf: data };
}

export const ANSWER_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['accepted', 'duplicate', 'rejected'],
  properties: {
    accepted: { type: 'integer', minimum: 0 },
    duplicate: { type: 'integer', minimum: 0, description: 'Same source, id and content: nothing changed.' },
    rejected: {
      type: 'array',
      items: {
        type: 'object',
        required: ['index', 'id', 'code', 'message'],
        properties: {
          index: { type: 'integer', minimum: 0, description: 'Place of the event in the request, from 0.' },
          id: { type: ['string', 'null'] },
          code: { type: 'string', enum: [...REJECT_CODES] },
          message: { type: 'string' },
        },
      },
    },
  },
};

export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    requestId: { type: 'string', description: 'Names the request in the log.' },
  },
};
