import { AppraisalScreen } from '../../../components/appraisal/appraisal-screen.tsx';
import { getCaller } from '../../../server/port.ts';
import { ConsoleScreen } from '../console-screen.tsx';

export default async function AppraisalPage() {
  const caller = await getCaller();
  const meta = await caller.console.meta();
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="desk" timed={false}>
        <AppraisalScreen />
      </ConsoleScreen>
    </div>
  );
}
