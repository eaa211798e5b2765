import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignIn } from '../../components/access/sign-in.tsx';
import { ownPath } from '../../server/core/access/next-path.ts';
import { getCaller } from '../../server/port.ts';

export const metadata: Metadata = { title: '登录' };

type Query = Record<string, string | string[] | undefined>;
const one = (value: string | string[] | undefined): string | null => (typeof value === 'string' ? value : null);

/** Who is in already goes on; who is halfway finds his step; the others the ways in. */
export default async function LoginPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const next = ownPath(one(query.next));
  const caller = await getCaller();
  const [door, me] = await Promise.all([caller.session.door(), caller.session.me()]);
  const display = query.display !== undefined;
  if (me && !me.needs && !display) redirect(next ?? me.home);
  const halfway = me?.needs ? { login: me.login, needs: me.needs, enrolled: me.enrolled } : null;
  return <SignIn door={door} halfway={halfway} next={next} display={display} refused={one(query.oidc)} />;
}
