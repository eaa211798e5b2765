'use client';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { useNow } from '../live/use-now.ts';
import { formatClock, formatDate, wallTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { SeverityLegend } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { HelpButton, HelpSheet } from './help-sheet.tsx';
import { shellWords } from './messages.ts';
import type { Nav, Tab } from './nav.ts';
import styles from './shell.module.css';

export type HeaderProps = {
  province: string;
  brand: string;
  /** The pages that the visitor may open. */
  nav: Nav;
  /** Who is signed in. */
  account: ReactNode;
  demo: boolean;
  /** Years whose working days are published: in another one the date says so. */
  calendarYears: readonly number[];
  pause: ReactNode;
  /** Beside the tags: the time range. */
  tools?: ReactNode;
  legend?: boolean;
};

/** Parts of the address that every screen understands. */
const KEPT = ['r', 'w', 'from', 'to'];

/** Who and where, the screens, what mode, date and clock. */
export function Header({ province, brand, nav, account, demo, calendarYears, pause, tools, legend = false }: HeaderProps) {
  const words = shellWords[useLocale().locale];
  return (
    <header className={styles.header}>
      <div className={styles.names}>
        <span className={styles.province}>{province}</span>
        <span className={styles.brand}>{brand}</span>
      </div>
      {nav.bar.length > 0 ? <Tabs tabs={nav.bar} /> : null}
      <Menu items={nav.menu} />
      <div className={styles.tools}>
        {pause}
        {tools}
      </div>
      <div className={styles.right}>
        {demo ? <Tag title={words.demoTitle}>{words.demo}</Tag> : null}
        <Tag>{words.normalMode}</Tag>
        {legend ? <SeverityLegend className={styles.legend} /> : null}
        {account}
        <Clock calendarYears={calendarYears} />
      </div>
      <HelpSheet />
    </header>
  );
}

function useKeptLink(): (href: string) => string {
  const params = useSearchParams();
  // The month of a review is no past that a live screen should be left in.
  const understood = usePathname().startsWith('/indicators') ? ['r'] : KEPT;
  const kept = new URLSearchParams([...params].filter(([key]) => understood.includes(key))).toString();
  return (href) => (kept ? `${href}?${kept}` : href);
}

function Tabs({ tabs }: { tabs: Tab[] }) {
  const words = shellWords[useLocale().locale];
  const path = usePathname();
  const link = useKeptLink();
  const bar = useRef<HTMLElement>(null);
  // On a phone the bar is wider than the screen: where one is must be in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path moves the mark
  useEffect(() => {
    // What it returns, a promise in newer browsers, is no clean-up.
    void bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [path]);
  return (
    <nav ref={bar} className={styles.tabs} aria-label={words.screens}>
      <ul>
        {tabs.map((tab, i) => (
          <li key={tab.href}>
            <Link href={link(tab.href)} prefetch={false} aria-current={path === tab.href ? 'page' : undefined} data-place={i + 1} data-shortcut={tab.shortcut}>
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Menu({ items }: { items: Tab[] }) {
  const words = shellWords[useLocale().locale];
  const path = usePathname();
  return (
    <details className={styles.menu}>
      <summary aria-label={words.more} title={words.more}>
        <svg viewBox="0 0 16 16" aria-hidden>
          <path d="M2 4h12v1.6H2zM2 7.3h12v1.6H2zM2 10.6h12v1.6H2z" fill="currentColor" />
        </svg>
      </summary>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <Link href={item.href} prefetch={false} aria-current={path === item.href ? 'page' : undefined} data-shortcut={item.shortcut}>
              {item.label}
              {item.shortcut ? (
                <kbd className="tg-key" aria-hidden>
                  {item.shortcut}
                </kbd>
              ) : null}
            </Link>
          </li>
        ))}
        <li>
          <HelpButton />
        </li>
      </ul>
    </details>
  );
}

function Clock({ calendarYears }: Pick<HeaderProps, 'calendarYears'>) {
  const now = useNow();
  const { locale, timeZone } = useLocale();
  const words = shellWords[locale];
  const year = now === null ? null : wallTime(now, timeZone).year;
  return (
    <>
      {year !== null && !calendarYears.includes(year) ? <Tag title={words.noCalendarTitle}>{words.noCalendar}</Tag> : null}
      <span className={styles.date}>{now === null ? '' : formatDate(now, locale, timeZone)}</span>
      <time className={styles.clock}>{now === null ? '--:--:--' : formatClock(now, timeZone)}</time>
    </>
  );
}
