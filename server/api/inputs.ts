import { z } from 'zod';
import { Window } from '../wire/topic.ts';

const Code = z.string().min(1).max(64);
export const Adcode = z.string().regex(/^\d{6,12}$/);
const Instant = z.number().int().min(0).max(4_102_444_800_000);
export const SpanInput = z.object({ from: Instant, to: Instant });

export const Query = z.object({
  indicator: Code,
  region: Adcode,
  dims: z.record(z.string().max(32), z.string().max(64)).optional(),
  scope: z.string().max(64).optional(),
  status: z.string().max(32).optional(),
  window: Window.optional(),
  span: SpanInput.optional(),
  knownAt: Instant.optional(),
});
