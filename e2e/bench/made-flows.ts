/** Made declarations of cross-border trade: each by its number alone, so that two pages are given the same. Pure. */
export type FlowZone = { id: string; region: string; at: [lon: number, lat: number]; ports: string[] };
export type FlowsMade = { zones: FlowZone[]; partners: { code: string; at: [lon: number, lat: number] }[] };

const MODES = [
  ['9610', 'export'],
  ['9710', 'export'],
  ['9810', 'export'],
  ['1210', 'import'],
] as const;
const CHAPTERS = ['61', '62', '64', '42', '85', '33', '21', '95', '94', '39'];

/** The n-th declaration, by a fixed walk: as in life, few zones and markets have most of it. `value` is in 元. */
export function declarationOf({ zones, partners }: FlowsMade, n: number) {
  const walk = (n * 2_654_435_761) % 4_294_967_296;
  const of = <T>(list: readonly T[], part: number): T => list[part % list.length] as T;
  /** One of a list, the first ones more often: the share of the first of ten is about a half. */
  const early = <T>(list: readonly T[], part: number): T => list[Math.floor(((part % 1000) / 1000) ** 3 * list.length)] as T;
  const zone = early(zones, walk >>> 3);
  const [mode, direction] = of(MODES, walk >>> 8);
  const port = zone.ports.length > 0 ? of(zone.ports, walk >>> 16) : null;
  return { zone, partner: early(partners, walk >>> 13), mode, direction, port, chapter: of(CHAPTERS, walk >>> 12), value: 1_000 + (walk % 9_000) };
}
