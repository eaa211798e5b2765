/** What sources write where they have no reference: all that say so are not one matter. */
const NO_REFERENCE = /^(?:[\s\-–—_./\\*0]*|无|暂无|未知|null|none|n\/?a|undefined)$/i;
/** A personal pattern was taken out: different references have become the same text. */
const REDACTED = /〔[^〕]*〕/;

/**
 * The matter or visit that a review.submitted event is about (一事一评, 一次一评), by its source's own reference. Null where
 * it names none, and for counts of many.
 */
export function matterOf(data: Record<string, unknown>): string | null {
  const { serviceRef } = data;
  if (typeof serviceRef !== 'string' || data.count !== undefined) return null;
  return NO_REFERENCE.test(serviceRef) || REDACTED.test(serviceRef) ? null : serviceRef;
}

/**
 * Whether a review takes the place of the one that counts for its matter. Somebody's own word stands over what was filled in
 * by default, whichever is older; of two alike the newer by its own time counts, whenever it arrived; after a retraction
 * there is room for any.
 */
export function takesPlace(next: { at: number; data: Record<string, unknown> }, current: { at: number; data: Record<string, unknown> }): boolean {
  if (current.data.retraction === true) return true;
  const filledIn = current.data.isDefault === true;
  if (filledIn !== (next.data.isDefault === true)) return filledIn;
  return next.at >= current.at;
}
