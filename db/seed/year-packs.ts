import { buildTree, type RegionNode } from '../../server/core/region/tree.ts';
import { emptySlots, encodeSlots } from '../../server/core/rollup/codec.ts';
import { dateStart, packLength } from '../../server/core/rollup/slots.ts';
import { type Db, numbersLiteral, textsLiteral } from '../client.ts';
import { MADE_INDICATORS, makeCatalog } from './catalog.ts';

const CITY = (i: number) => `99${String(i + 1).padStart(2, '0')}00`;

/** A catalogue as wide as a review may become: so many indicators, half of them rates, over so many cities. */
export function makeWideCatalog(indicators: number, cities: number): ReturnType<typeof makeCatalog> {
  const regions: RegionNode[] = [
    { adcode: '990000', parent: '', level: 'province', kind: 'normal' },
    ...Array.from({ length: cities }, (_, i): RegionNode => ({ adcode: CITY(i), parent: '990000', level: 'city', kind: 'normal' })),
  ];
  const [count, share] = ['o.count', 'o.share'].map((code) => MADE_INDICATORS.find((r) => r.code === code));
  if (!count || !share) throw new Error('the made indicators have a count and a share');
  const rows = Array.from({ length: indicators }, (_, i) => ({ ...(i % 2 ? share : count), code: `w.${String(i).padStart(3, '0')}`, keeps: [], from: [] }));
  return { ...makeCatalog(), tree: buildTree(regions), indicators: new Map(rows.map((r) => [r.code, r])) };
}

/** What the packed day of a series holds: small numbers that a test can say again. */
export const dayOf = (series: number, day: number): { n: number; num: number; den: number } => {
  const den = 40 + ((series * 7 + day * 3) % 61);
  return { n: den, num: den - ((series + day) % 5), den };
};

/** A series for every indicator and city of the catalogue, with every day of the years packed. @returns their ids, by indicator and city */
export async function fillYears(db: Db, catalog: ReturnType<typeof makeCatalog>, years: readonly number[]): Promise<Map<string, number>> {
  const cities = catalog.tree.childrenOf(catalog.tree.root);
  const rows = await db.query<{ id: number; indicator: string; region: string }>(
    `insert into series (indicator, region, dims, dims_key, scope, status, grain, feed)
     select i, r, '{}', '', '', '', 'minute', 1 from unnest($1::text::text[]) i, unnest($2::text::text[]) r order by 1, 2 returning id, indicator, region`,
    [textsLiteral([...catalog.indicators.keys()]), textsLiteral(cities)],
  );
  for (const year of years) {
    const period = `${year}-01-01`;
    const length = packLength(3, dateStart(period, catalog.zone), catalog.zone);
    for (let at = 0; at < rows.length; at += 500) {
      const part = rows.slice(at, at + 500);
      const bodies = part.map(({ id }) => {
        const slots = emptySlots(length, false);
        for (let day = 0; day < length; day++) {
          const { n, num, den } = dayOf(id, day);
          slots.n[day] = n;
          slots.num[day] = num;
          slots.den[day] = den;
        }
        return Buffer.from(encodeSlots(slots)).toString('base64');
      });
      await db.query(
        `insert into pack (series, grain, period, codec, body, events, rev, revised_at)
         select s, 3, $3::text::date, 1, decode(b, 'base64'), 1, 1, now() from unnest($1::text::int[], $2::text::text[]) u(s, b)`,
        [numbersLiteral(part.map((r) => r.id)), textsLiteral(bodies), period],
      );
    }
  }
  return new Map(rows.map((r) => [`${r.indicator}@${r.region}`, r.id]));
}
