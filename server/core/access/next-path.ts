import type { Role } from './roles.ts';

const MOST = 2_000;
/** Nobody is sent to where sign-in itself is. */
const NOT_A_PAGE = /^\/(?:login|auth|api|socket\.io|_next)(?:[/?#]|$)/i;

/**
 * A path of this server to go to after sign-in, or null: `//host`, `/\host`, a scheme, control characters and whatever a
 * browser would read as another origin are none.
 */
export function ownPath(text: string | null | undefined): string | null {
  if (!text || text.length > MOST || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return null;
  const base = 'http://own.invalid';
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  const path = url.pathname + url.search + url.hash;
  if (url.origin !== base || path.startsWith('//') || NOT_A_PAGE.test(url.pathname)) return null;
  return path;
}

/** Where somebody's work begins: an administrator has no wall. */
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes('audit_admin')) return '/admin/audit';
  if (roles.includes('system_admin') || roles.includes('security_admin')) return '/admin/users';
  return '/wall';
}
