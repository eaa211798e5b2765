import { z } from 'zod';
import type { RegionTree } from '../core/region/tree.ts';

export const DATUMS: readonly string[] = ['GCJ-02', 'WGS-84', 'CGCS2000', 'unstated'];

const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const Ring = z
  .array(Position)
  .min(4)
  .refine((ring) => ring[0]?.[0] === ring.at(-1)?.[0] && ring[0]?.[1] === ring.at(-1)?.[1], 'a ring ends where it began');
const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1)).min(1) }),
]);
const Collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ id: z.unknown().optional(), properties: z.record(z.string(), z.unknown()).nullish(), geometry: z.unknown().optional() })).min(1),
});

export type Boundary = { type: 'Feature'; id: string; properties: { adcode: string; name: string }; geometry: z.infer<typeof Geometry> };

const MOST_PROBLEMS = 50;

/**
 * Boundaries keyed by the living region's code, names from the profile. The code of a feature stands in its id or in
 * properties adcode, code, gb (with or without 156 before it) or id; retired codes are resolved.
 */
export function checkBoundaries(json: unknown, tree: RegionTree, regionName: (adcode: string) => string): { features: Boundary[]; problems: string[] } {
  const collection = Collection.safeParse(json);
  if (!collection.success) return { features: [], problems: [`not a GeoJSON FeatureCollection: ${issueOf(collection.error)}`] };
  const features: Boundary[] = [];
  const problems: string[] = [];
  const seen = new Map<string, number>();
  for (const [i, feature] of collection.data.features.entries()) {
    const code = codeOf(feature.id, feature.properties ?? {});
    const adcode = code === null ? null : tree.resolve(code);
    const geometry = Geometry.safeParse(feature.geometry);
    if (code === null) problems.push(`feature ${i}: no 6-digit adcode in its id or properties`);
    else if (adcode === null) problems.push(`feature ${i}: region ${code} is not in the profile`);
    else if (seen.has(adcode)) problems.push(`feature ${i}: region ${adcode} came already as feature ${seen.get(adcode)}`);
    else if (!geometry.success) problems.push(`feature ${i} (${adcode}): ${issueOf(geometry.error)}`);
    else {
      seen.set(adcode, i);
      features.push({ type: 'Feature', id: adcode, properties: { adcode, name: regionName(adcode) }, geometry: geometry.data });
    }
    if (problems.length >= MOST_PROBLEMS) return { features, problems: [...problems, 'and perhaps more'] };
  }
  return { features, problems };
}

function codeOf(id: unknown, properties: Record<string, unknown>): string | null {
  for (const value of [id, properties.adcode, properties.code, properties.gb, properties.id]) {
    const code = /^(?:156)?(\d{6})$/.exec(String(value ?? ''))?.[1];
    if (code) return code;
  }
  return null;
}

const issueOf = (error: z.ZodError) => `${error.issues[0]?.path.join('/') || 'geometry'}: ${error.issues[0]?.message}`;
