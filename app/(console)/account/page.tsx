import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AccountScreen } from '../../../components/access/account-screen.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

export const metadata: Metadata = { title: '我的账号' };

export default async function AccountPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  // A wall has no account: it goes back to its screen.
  if (meta.viewer.kind === 'display') redirect(meta.viewer.home);
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="desk" timed={false}>
        <AccountScreen />
      </ConsoleScreen>
    </div>
  );
}
