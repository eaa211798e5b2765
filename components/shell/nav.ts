import type { Permission } from '../../server/core/access/roles.ts';
import type { ShellWords } from './messages.ts';

/** A page of the menu: its word, its keys, and the permissions of which one opens it. */
export type NavItem = { href: string; word: 'topics' | 'callers' | 'feeds' | 'unmasks' | 'admin' | 'account'; shortcut?: string; needs: readonly Permission[] };

/** The pages besides the screens, in the order of the menu. Who may open none of them has none. */
export const MENU: readonly NavItem[] = [
  { href: '/wall/topics', word: 'topics', shortcut: 'g t', needs: ['figure.read'] },
  { href: '/callers', word: 'callers', needs: ['person.search'] },
  { href: '/admin/feeds', word: 'feeds', shortcut: 'g f', needs: ['feed.read'] },
  { href: '/admin/unmasks', word: 'unmasks', needs: ['unmask.review'] },
  { href: '/admin', word: 'admin', needs: ['account.read', 'policy.read', 'audit.read'] },
];

export const menuFor = (may: readonly Permission[]): NavItem[] => MENU.filter((item) => item.needs.some((permission) => may.includes(permission)));

export const wordOf = (words: ShellWords, item: NavItem): string => words[item.word];
