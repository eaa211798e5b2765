import { IndicatorScreen } from '../../../../components/review/indicator-screen.tsx';
import { getCaller } from '../../../../server/port.ts';
import { ConsoleScreen } from '../../console-screen.tsx';

export default async function IndicatorPage({ params }: { params: Promise<{ code: string }> }) {
  const [caller, { code }] = await Promise.all([getCaller(), params]);
  const meta = await caller.console.meta();
  return (
    <div data-theme="light">
      <ConsoleScreen meta={meta} density="review" timed={false}>
        <IndicatorScreen code={decodeURIComponent(code)} />
      </ConsoleScreen>
    </div>
  );
}
