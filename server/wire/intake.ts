import { z } from 'zod';

/** What a call-taker has typed so far: advice is asked for at every pause, and nothing of it is kept. */
export const IntakeTyped = z.object({
  region: z.string().max(12),
  title: z.string().max(120),
  text: z.string().max(20_000),
  /** A ticket of the same caller, where the search by his number found one. */
  callerOf: z.number().int().positive().optional(),
});
export type IntakeTyped = z.infer<typeof IntakeTyped>;
