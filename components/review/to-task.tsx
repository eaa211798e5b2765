'use client';
import Link from 'next/link';
import { nextPeriod } from '../../server/core/indicator/window.ts';
import type { ReviewGrain, ReviewPage } from '../../server/wire/review.ts';
import { useConsole } from '../figure/console-context.tsx';
import { taskHref } from '../figure/task-link.ts';
import styles from './review.module.css';
import type { ReviewItem } from './review-model.ts';
import { useReviewWords } from './use-review.ts';

const MONTHS: Record<ReviewGrain, number> = { month: 1, quarter: 3, year: 12 };

/** 转督办: from a figure of the review to a task made of it, for whoever may make one. The address carries the figure. */
export function ToTask({ item, page, region }: { item: ReviewItem; page: ReviewPage; region: string }) {
  const words = useReviewWords();
  const { may, offset } = useConsole();
  const { row, def, attention, goal } = item;
  const from = page.periods[row.grain][row.valueAt];
  if (!may('task.open') || from === undefined) return null;
  let to = from;
  for (let i = 0; i < MONTHS[row.grain]; i++) to = nextPeriod(to, 'month', offset);
  const { code: indicator, scope, status } = row;
  const held = { bound: attention?.bound ?? goal?.value ?? null, side: attention?.bound != null ? attention.side : null };
  const href = taskHref({ indicator, region, ...(scope ? { scope } : {}), ...(status ? { status } : {}), from, to, ...held });
  return (
    <Link className={styles.toTask} href={href} prefetch={false} aria-label={words.toTaskOf(def.shortName)} data-to-task={row.code}>
      {words.toTask}
    </Link>
  );
}
