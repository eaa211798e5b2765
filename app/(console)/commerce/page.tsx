import { CommercePhone, CommerceScreen } from '../../../components/commerce/commerce-screen.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

export default async function CommercePage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <ConsoleScreen meta={meta} density="topic" timed="pause" phone={<CommercePhone />}>
      <CommerceScreen />
    </ConsoleScreen>
  );
}
