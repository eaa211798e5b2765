/** 不满意 and 非常不满意. */
export const BAD_LEVEL = 2;

/** Whether what a review.submitted event says is one single bad review: counts of many and defaults are nobody's complaint. */
export function isBadReview(data: Record<string, unknown>): boolean {
  return typeof data.level === 'number' && data.level <= BAD_LEVEL && data.isDefault === false && data.count === undefined && data.retraction !== true;
}
