import { buildPlaceIndex, type PlaceIndex } from '../../core/place/place-index.ts';
import { placeOf } from '../../core/place/place-of.ts';
import type { PlaceSuggestion } from '../../wire/desk.ts';
import type { Catalog, Ctx } from '../context.ts';

const made = new WeakMap<Catalog, PlaceIndex>();

/** The region that a text names, as the profile knows it; null when it names none for certain. `hint`: the desk's region. */
export function placeIn({ catalog }: Pick<Ctx, 'catalog'>, text: string, hint: string | null): PlaceSuggestion | null {
  let index = made.get(catalog);
  if (!index) {
    index = buildPlaceIndex(catalog.tree, catalog.regionName);
    made.set(catalog, index);
  }
  return placeOf(index, text, hint);
}
