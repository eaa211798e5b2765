import { deskFor } from '../../core/case/catalogue.ts';
import { isBadReview } from '../../core/reviews/bad-review.ts';
import type { ToldReview } from '../reviews/open-rectifications.ts';
import type { Job } from './commit-group.ts';
import type { GroupItem } from './group-item.ts';

/** A review.submitted event as what makes a rectification. @param original the first id of its chain of corrections */
export function toReview(job: Job, item: GroupItem, original = item.id): ToldReview {
  const d = item.data;
  const text = (v: unknown) => (typeof v === 'string' ? v : null);
  const closed = text(d.closedAt);
  return {
    source: job.sourceIds.get(item.source) as number,
    eventId: original,
    feed: job.feed.id,
    region: item.region as string,
    located: item.located,
    desk: deskFor(job.ctx.catalog.tree, [item.region as string], false),
    day: new Date(item.at + job.ctx.catalog.zone(item.at)).toISOString().slice(0, 10).replaceAll('-', ''),
    channel: text(d.channel) ?? '',
    about: {
      item: text(d.item) ?? '',
      department: text(d.department) ?? '',
      level: d.level as number,
      tags: Array.isArray(d.tags) ? d.tags.filter((t) => typeof t === 'string') : [],
      serviceRef: text(d.serviceRef),
      closedAt: closed === null ? null : Date.parse(closed),
    },
    comment: text(d.comment) ?? '',
    anonymous: d.anonymous === true,
    confidential: d.confidential === true,
    person: typeof d.person === 'number' ? d.person : null,
    at: item.at,
    mark: job.options.mark ?? job.feed.mark,
    bad: isBadReview(d),
  };
}
