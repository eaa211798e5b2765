import { z } from 'zod';
import type { Grain, Span } from '../wire/figure.ts';
import { Problem } from './problem.ts';

export const GRAINS = ['minute', 'hour', 'day', 'month', 'year'] as const satisfies readonly Grain[];
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

export type SeriesQuery = {
  indicator: string;
  region: string;
  span: Span;
  grain: Grain;
  scope?: string;
  status?: string;
  dims?: Record<string, string>;
  knownAt?: number;
};

// In a query a plus sign means a space; an offset is written with either.
const Instant = z
  .string()
  .transform((text) => text.replace(/ (\d\d:?\d\d)$/, '+$1'))
  .pipe(z.iso.datetime({ offset: true, error: 'an instant with offset, such as 2026-11-24T09:00:00+08:00' }))
  .transform((text) => Date.parse(text))
  .refine((at) => at >= EARLIEST && at <= LATEST, 'an instant between 1990 and 2100');

const Plain = z.strictObject({
  indicator: z.string().min(1).max(64),
  region: z.string().regex(/^\d{6}(\d{3}){0,2}$/, 'a region code of 6, 9 or 12 digits'),
  from: Instant,
  to: Instant,
  grain: z.enum(GRAINS),
  scope: z.string().max(64).optional(),
  status: z.enum(['preliminary', 'formal', 'revised', '']).optional(),
  knownAt: Instant.optional(),
});

const DIMENSION = /^dims\.([a-zA-Z][a-zA-Z0-9]{0,31})$/;

/** The parameters of GET /api/v1/series. Unknown and repeated ones are errors: a slip must not give another number. @throws Problem 400 */
export function parseSeriesQuery(query: URLSearchParams): SeriesQuery {
  const plain = new Map<string, string>();
  const dims = new Map<string, string>();
  for (const [name, value] of query) {
    const dimension = DIMENSION.exec(name)?.[1];
    const into = dimension === undefined ? plain : dims;
    const key = dimension ?? name;
    if (into.has(key)) throw new Problem(400, `parameter ${name} is given twice`);
    if (dimension !== undefined && (value === '' || value.length > 64)) throw new Problem(400, `parameter ${name}: a text of 1 to 64 characters`);
    into.set(key, value);
  }
  const parsed = Plain.safeParse(Object.fromEntries(plain));
  if (!parsed.success) throw new Problem(400, explain(parsed.error));
  const { from, to, ...rest } = parsed.data;
  if (from >= to) throw new Problem(400, 'from must be before to; to is not included');
  return { ...rest, span: { from, to }, dims: dims.size > 0 ? Object.fromEntries(dims) : undefined };
}

function explain(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => (issue.path.length > 0 ? `parameter ${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ');
}
