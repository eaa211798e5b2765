import type { RegionTree } from '../../core/region/tree.ts';
import { OPEN311_WORDS } from './words.ts';

/** Characters of a description, as the specification limits them. */
export const DESCRIPTION_MOST = 4000;
/** A GB/T 2260 code of a town has nine digits; a village's are longer. */
const TOWN_CODE = 9;
/** About five kilometres: the size of a town. What is stored is rounded to 100 m, which would still tell a block of houses. */
const PLACE_STEPS = 20;

/** Degrees, no finer than a town. */
export const roundPlace = (degrees: number): number => Math.round(degrees * PLACE_STEPS) / PLACE_STEPS;

/** The town that a region is or lies in, and its names from the city down, as addresses are written here. */
export function placeOf(
  { tree, regionName }: { tree: RegionTree; regionName(adcode: string): string },
  region: string,
): { region: string; address: string } | null {
  const from = tree.lineage(region).filter((code) => code.length <= TOWN_CODE);
  const [town] = from;
  if (town === undefined) return null;
  const named = from.filter((code) => code !== tree.root);
  const address = (named.length > 0 ? named : from).toReversed().map(regionName).join('');
  return { region: town, address };
}

/**
 * What the outside reads of a ticket's redacted text: the title where the body does not begin with it, and the body without
 * the lines of finer places and contacts that came with the report.
 */
export function describe(title: string, body: string): string {
  const labels = Object.values(OPEN311_WORDS.lines);
  const lines = body.split('\n');
  while (lines.length > 0 && (lines.at(-1)?.trim() === '' || labels.some((label) => lines.at(-1)?.startsWith(label)))) lines.pop();
  const text = lines.join('\n');
  const head = title.replace(/…$/, '');
  return cut(head === '' || text.startsWith(head) ? text : text === '' ? title : `${title}\n${text}`, DESCRIPTION_MOST);
}

/** At most so many UTF-16 units, never half of a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.slice(0, most);
  return end.isWellFormed() ? end : end.slice(0, -1);
}
