import { type Db, numbersLiteral, type Tx } from '../../../db/client.ts';
import type { Refusal } from '../../core/case/refusal.ts';
import type { ActorRef } from '../../core/case/state.ts';
import type { DeskActor, DeskRefusal } from '../../wire/desk.ts';

/** Names of those who acted: accounts and feeds by what they are called, the rest by their kind. */
export async function actorNames(db: Pick<Db | Tx, 'query'>, refs: readonly ActorRef[]): Promise<(ref: ActorRef) => DeskActor> {
  const people = idsOf(refs, 'person');
  const feeds = idsOf(refs, 'feed');
  const names = new Map<string, string>();
  if (people.length > 0)
    for (const { id, name } of await db.query<{ id: number; name: string }>('select id, name from account where id = any($1::text::int[])', [
      numbersLiteral(people),
    ]))
      names.set(`person ${id}`, name);
  if (feeds.length > 0)
    for (const { id, name } of await db.query<{ id: number; name: string }>('select id, label name from feed where id = any($1::text::int[])', [
      numbersLiteral(feeds),
    ]))
      names.set(`feed ${id}`, name);
  return ({ type, id }) => ({ type, id, name: names.get(`${type} ${id}`) ?? id });
}

function idsOf(refs: readonly ActorRef[], type: ActorRef['type']): number[] {
  const ids = refs.filter((r) => r.type === type).map((r) => Number(r.id));
  return [...new Set(ids)].filter((id) => Number.isInteger(id));
}

/** A refusal with the name of whoever was first. */
export async function refusalView(db: Pick<Db | Tx, 'query'>, { code, params, by, at }: Refusal): Promise<DeskRefusal> {
  const nameOf = by ? await actorNames(db, [by]) : null;
  return { code, params: { ...params }, by: by && nameOf ? nameOf(by) : null, at: at ?? null };
}
