import { DeskPhone } from '../../../components/desk/desk-phone.tsx';
import { DeskScreen } from '../../../components/desk/desk-screen.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

export default async function TicketsPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <ConsoleScreen meta={meta} density="desk" timed={false} phone={<DeskPhone />}>
      <DeskScreen />
    </ConsoleScreen>
  );
}
