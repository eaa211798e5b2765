'use client';
import { cx } from './class-names.ts';
import type { Change } from './format.ts';
import { useLocale, useWords } from './locale.tsx';

/** 同比 ▲ 21%（好）: the arrow says the direction, the word the judgement; neither has a colour. */
export function ChangeText({ label, change, className }: { label?: string; change: Change; className?: string }) {
  const words = useWords();
  const { locale } = useLocale();
  const judged = change.judgement === null ? null : change.judgement === 'good' ? words.good : words.bad;
  return (
    <span className={cx('tg-change', className)}>
      {label ? <span className="tg-change-label">{label}</span> : null}
      <span className="tg-change-arrow">{change.arrow}</span>
      <span className={change.short === undefined ? undefined : 'tg-change-full'}>{change.text}</span>
      {change.short === undefined ? null : (
        <span className="tg-change-short" aria-hidden title={change.text}>
          {change.short}
        </span>
      )}
      {judged ? <span className="tg-change-judged">{locale === 'zh-CN' ? `（${judged}）` : `(${judged})`}</span> : null}
    </span>
  );
}
