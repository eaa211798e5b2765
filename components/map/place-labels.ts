import type { Box } from './types.ts';

/** A name to be written beside its point, the more important first. */
export type LabelWish = { id: string; x: number; y: number; width: number; height: number; gap: number };
export type LabelPlace = { id: string; x: number; y: number; align: 'start' | 'end' | 'middle' };

const meets = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Places names right, left, above or below their points, so that none covers another, a point or the edge; a name without
 * room is left out. Pure.
 */
export function placeLabels(wishes: readonly LabelWish[], size: { width: number; height: number }, taken: readonly Box[] = []): LabelPlace[] {
  const boxes: Box[] = [...taken];
  const dots = wishes.map((w) => ({ id: w.id, box: { x: w.x - w.gap, y: w.y - w.gap, width: 2 * w.gap, height: 2 * w.gap } }));
  const out: LabelPlace[] = [];
  for (const wish of wishes) {
    const { id, x, y, width, height, gap } = wish;
    const tries: { box: Box; place: LabelPlace }[] = [
      { box: { x: x + gap, y: y - height / 2, width, height }, place: { id, x: x + gap, y, align: 'start' } },
      { box: { x: x - gap - width, y: y - height / 2, width, height }, place: { id, x: x - gap, y, align: 'end' } },
      { box: { x: x - width / 2, y: y - gap - height, width, height }, place: { id, x, y: y - gap - height / 2, align: 'middle' } },
      { box: { x: x - width / 2, y: y + gap, width, height }, place: { id, x, y: y + gap + height / 2, align: 'middle' } },
    ];
    const fits = tries.find(
      ({ box }) =>
        box.x >= 0 &&
        box.y >= 0 &&
        box.x + box.width <= size.width &&
        box.y + box.height <= size.height &&
        !boxes.some((b) => meets(b, box)) &&
        !dots.some((d) => d.id !== id && meets(d.box, box)),
    );
    if (!fits) continue;
    boxes.push(fits.box);
    out.push(fits.place);
  }
  return out;
}
