import type { Permission } from '../core/access/roles.ts';

/** Who may open a page: anybody, whoever has signed in, or whoever holds one of the permissions. */
export type PageAccess = 'open' | 'signedIn' | readonly Permission[];

/**
 * Every page and route file of app/ by its path; `[name]` stands for one part of it. A test walks the files and fails on
 * one that is not here, and on a line here without a file. What is not here is for whoever has signed in, and is not there.
 */
export const PAGES: Readonly<Record<string, PageAccess>> = {
  '/': 'signedIn',
  '/login': 'open',
  '/denied': 'signedIn',
  '/account': 'signedIn',
  '/tickets': ['ticket.read'],
  '/wall': ['figure.read'],
  '/wall/topics': ['figure.read'],
  '/wall/[topic]': ['figure.read'],
  '/indicators': ['figure.read'],
  '/indicators/[code]': ['figure.read'],
  '/admin': ['account.read', 'policy.read', 'audit.read', 'feed.read', 'rule.read', 'indicator.read'],
  '/admin/indicators': ['indicator.read'],
  '/admin/feeds': ['feed.read'],
  '/admin/users': ['account.read'],
  '/admin/policy': ['policy.read'],
  '/admin/rules': ['rule.read'],
  '/admin/classes': ['rule.read'],
  '/admin/audit': ['audit.read'],
  '/admin/unmasks': ['unmask.review'],
  '/callers': ['person.search'],
  '/knowledge': ['knowledge.read'],
  '/appraisal': ['appraisal.read'],
  '/reviews': ['figure.read'],
  '/services': ['figure.read'],
  '/services/items': ['item.read'],
  '/commerce': ['figure.read'],
  '/briefs': ['figure.read'],
  '/tasks': ['task.read'],
  '/filling': ['filling.read'],
  '/commerce/risks': ['risk.read'],
  '/tickets/new': ['ticket.report'],
};

/** Files that a page without a session is made of: scripts, styles, the icon. None of them holds data. */
const OPEN_FILES = /^\/(_next\/|icon\.svg$|favicon\.ico$|fonts\/)/;

/** The line of PAGES that a path falls under, and who may open it. */
export function pageAt(path: string): { page: string | null; access: PageAccess } {
  if (OPEN_FILES.test(path)) return { page: null, access: 'open' };
  const parts = path.split('/');
  let found: string | null = null;
  for (const page of Object.keys(PAGES)) {
    const wanted = page.split('/');
    if (wanted.length !== parts.length || !wanted.every((w, i) => w === parts[i] || (w.startsWith('[') && parts[i] !== ''))) continue;
    if (found === null || found.includes('[')) found = page;
  }
  return { page: found, access: found === null ? 'signedIn' : (PAGES[found] as PageAccess) };
}
