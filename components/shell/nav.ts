import type { Permission } from '../../server/core/access/roles.ts';
import type { TopicSummary } from '../../server/wire/console.ts';
import type { ShellWords } from './messages.ts';

/** A page of the bar or the menu. `shortcut`: its keys; in the bar its place has some too. */
export type Tab = { href: string; label: string; shortcut?: string };
export type Nav = { bar: Tab[]; menu: Tab[] };

type Page = {
  href: string;
  word:
    | 'topics'
    | 'tasks'
    | 'risks'
    | 'filling'
    | 'briefs'
    | 'intake'
    | 'appraisal'
    | 'knowledge'
    | 'callers'
    | 'feeds'
    | 'unmasks'
    | 'dictionary'
    | 'rules'
    | 'admin';
  shortcut?: string;
  /** Of which one opens it. */
  needs: readonly Permission[];
};

/** The pages of the menu, in their order. */
const PAGES: readonly Page[] = [
  { href: '/wall/topics', word: 'topics', shortcut: 'g t', needs: ['figure.read'] },
  { href: '/tasks', word: 'tasks', shortcut: 'g s', needs: ['task.read'] },
  { href: '/filling', word: 'filling', shortcut: 'g r', needs: ['filling.read'] },
  { href: '/commerce/risks', word: 'risks', shortcut: 'g z', needs: ['risk.read'] },
  { href: '/briefs', word: 'briefs', shortcut: 'g b', needs: ['figure.read'] },
  { href: '/tickets/new', word: 'intake', shortcut: 'g n', needs: ['ticket.report'] },
  { href: '/appraisal', word: 'appraisal', shortcut: 'g a', needs: ['appraisal.read'] },
  { href: '/knowledge', word: 'knowledge', needs: ['knowledge.read'] },
  { href: '/callers', word: 'callers', needs: ['person.search'] },
  { href: '/admin/feeds', word: 'feeds', shortcut: 'g f', needs: ['feed.read'] },
  { href: '/admin/unmasks', word: 'unmasks', needs: ['unmask.review'] },
  { href: '/admin/indicators', word: 'dictionary', shortcut: 'g m', needs: ['indicator.read'] },
  { href: '/admin/rules', word: 'rules', needs: ['rule.read'] },
  { href: '/admin', word: 'admin', needs: ['account.read', 'policy.read', 'audit.read'] },
];

/** Screens with a page to work on, which leads to the screen in its turn. */
const PAGE_OF: Readonly<Record<string, string>> = { reviews: '/reviews', services: '/services', commerce: '/commerce' };

/** The desk stands after the wall and the hotline's screen. */
const DESK_AT = 2;

/**
 * What somebody is offered: in the bar the screens by their order with the desk among them and the indicators last, the
 * rest in the menu. What he may not open is in neither.
 */
export function navFor(topics: readonly TopicSummary[], may: readonly Permission[], words: ShellWords): Nav {
  const sees = may.includes('figure.read');
  const screens = sees ? topics.filter((t) => t.kind !== 'application').toSorted((a, b) => a.order - b.order) : [];
  const tabOf = (t: TopicSummary): Tab =>
    t.kind === 'wall' ? { href: '/wall', label: t.short, shortcut: 'g w' } : { href: PAGE_OF[t.id] ?? `/wall/${t.id}`, label: t.short };
  const bar = screens.filter((t) => !t.inMenu).map(tabOf);
  if (may.includes('ticket.read')) bar.splice(DESK_AT, 0, { href: '/tickets', label: words.desk, shortcut: 'g d' });
  if (sees) bar.push({ href: '/indicators', label: words.indicators, shortcut: 'g i' });
  const pages = PAGES.filter((page) => page.needs.some((permission) => may.includes(permission)));
  return {
    bar,
    menu: [...screens.filter((t) => t.inMenu).map(tabOf), ...pages.map(({ href, word, shortcut }) => ({ href, label: words[word], shortcut }))],
  };
}
