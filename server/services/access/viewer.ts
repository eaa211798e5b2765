import { grantState } from '../../core/access/grants.ts';
import { homeOf } from '../../core/access/next-path.ts';
import { PERMISSIONS } from '../../core/access/roles.ts';
import type { Viewer } from '../../wire/console.ts';
import type { Ctx } from '../context.ts';
import type { Actor } from './actor.ts';
import { scopeFor } from './require-scope.ts';

/** What pages are told of whoever looks at them: what to offer and where to begin. It grants nothing. */
export function viewerOf(ctx: Ctx, actor: Actor): Viewer {
  const { tree } = ctx.catalog;
  const now = ctx.now();
  const roles = actor.kind === 'person' ? [...new Set(actor.grants.filter((g) => grantState(g, now) === 'active').map((g) => g.role))] : [];
  const order = new Map(tree.subtree(tree.root).map((region, i) => [region, i]));
  const tops = new Set((scopeFor(ctx, actor, 'figure.read')?.parts ?? []).map((part) => part.region));
  return {
    kind: actor.kind === 'display' ? 'display' : 'person',
    login: actor.login,
    name: actor.name,
    roles,
    may: PERMISSIONS.filter((permission) => scopeFor(ctx, actor, permission) !== null),
    homes: [...tops].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    topic: actor.topic,
    home: actor.kind === 'display' ? ctx.catalog.topicPath(actor.topic ?? '') : homeOf(roles),
  };
}
