import { BriefScreen } from '../../../components/brief/brief-screen.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

export default async function BriefsPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="review" timed={false}>
        <BriefScreen />
      </ConsoleScreen>
    </div>
  );
}
