import type { Permission } from '../../server/core/access/roles.ts';

export type AdminSection = {
  readonly id: 'feeds' | 'users' | 'indicators' | 'rules' | 'classes' | 'policy' | 'audit';
  readonly href: string;
  readonly needs: Permission;
};

/** Pages of the administration in their order, each with the permission that opens it. */
export const ADMIN_SECTIONS: readonly AdminSection[] = [
  { id: 'users', href: '/admin/users', needs: 'account.read' },
  { id: 'policy', href: '/admin/policy', needs: 'policy.read' },
  { id: 'audit', href: '/admin/audit', needs: 'audit.read' },
  { id: 'indicators', href: '/admin/indicators', needs: 'indicator.read' },
  { id: 'rules', href: '/admin/rules', needs: 'rule.read' },
  { id: 'classes', href: '/admin/classes', needs: 'rule.read' },
  { id: 'feeds', href: '/admin/feeds', needs: 'feed.read' },
];
