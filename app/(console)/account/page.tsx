import type { Metadata } from 'next';
import { AccountScreen } from '../../../components/access/account-screen.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

export const metadata: Metadata = { title: '我的账号' };

export default async function AccountPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="desk" timed={false}>
        <AccountScreen />
      </ConsoleScreen>
    </div>
  );
}
