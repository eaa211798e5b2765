import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

/** An outlined tag (演示数据, 初步, 并 14). `inverted` for modes, `dashed` for what is not live. */
export function Tag(props: { children: ReactNode; look?: 'outline' | 'inverted' | 'dashed'; title?: string; className?: string }) {
  const { children, look = 'outline', title, className } = props;
  return (
    <span className={cx('tg-tag', `tg-tag-${look}`, className)} title={title}>
      {children}
    </span>
  );
}
