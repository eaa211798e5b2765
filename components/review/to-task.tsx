'use client';
import Link from 'next/link';
import type { ReviewPage } from '../../server/wire/review.ts';
import { useConsole } from '../figure/console-context.tsx';
import { taskHref } from '../figure/task-link.ts';
import styles from './review.module.css';
import { type ReviewItem, spanOfRow } from './review-model.ts';
import { useReviewWords } from './use-review.ts';

/** 转督办: from a figure of the review to a task made of it, for whoever may make one. The address carries the figure. */
export function ToTask({ item, page, region }: { item: ReviewItem; page: ReviewPage; region: string }) {
  const words = useReviewWords();
  const { may, offset } = useConsole();
  const { row, attention, goal } = item;
  const span = spanOfRow(row, page, offset);
  if (!may('task.open') || !span) return null;
  const { code: indicator, scope, status } = row;
  const held = { bound: attention?.bound ?? goal?.value ?? null, side: attention?.bound != null ? attention.side : null };
  const href = taskHref({ indicator, region, ...(scope ? { scope } : {}), ...(status ? { status } : {}), ...span, ...held });
  return (
    <Link className={styles.toTask} href={href} prefetch={false} aria-label={words.toTaskOf(item.label)} data-to-task={row.code}>
      {words.toTask}
    </Link>
  );
}
