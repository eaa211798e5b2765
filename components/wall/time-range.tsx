'use client';
import { useId, useRef, useState } from 'react';
import type { Window } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureWords } from '../figure/messages.ts';
import { parsePeriod, wallText } from '../figure/time-text.ts';
import { useUrl } from '../figure/use-url.ts';
import { Button } from '../ui/button.tsx';
import { useLocale } from '../ui/locale.tsx';
import { wallWords } from './messages.ts';
import styles from './time-range.module.css';

const PRESETS: Window[] = ['PT1H', 'PT24H', 'today', 'month'];

/** The page's time: each panel's own, one rolling span for all, or a past span typed in. */
export function TimeRange() {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const figure = figureWords[locale];
  const [url, setUrl] = useUrl();
  const box = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (box.current) box.current.open = false;
  };
  const label = url.span ? words.past : url.window ? figure.windows[url.window] : words.live;
  return (
    <details ref={box} className={styles.range} data-testid="time-range">
      <summary>{label}</summary>
      <div className={styles.menu}>
        <div className={styles.presets}>
          <Button
            keyName="L"
            pressed={!url.span && !url.window}
            onClick={() => {
              setUrl({ window: null, span: null, knownAt: null });
              close();
            }}
          >
            {words.ownWindows}
          </Button>
          {PRESETS.map((preset) => (
            <Button
              key={preset}
              pressed={!url.span && url.window === preset}
              onClick={() => {
                setUrl({ window: preset, span: null, knownAt: null });
                close();
              }}
            >
              {figure.windows[preset]}
            </Button>
          ))}
        </div>
        <SpanForm
          key={url.span ? `${url.span.from}-${url.span.to}` : 'live'}
          onApply={(span) => {
            setUrl({ span, window: null });
            close();
          }}
        />
      </div>
    </details>
  );
}

/** From and to as text: what is typed names a period, and the end includes it. */
function SpanForm({ onApply }: { onApply: (span: { from: number; to: number }) => void }) {
  const words = wallWords[useLocale().locale];
  const { offset } = useConsole();
  const [url] = useUrl();
  const [from, setFrom] = useState(url.span ? wallText(url.span.from, offset).replace('T', ' ') : '');
  const [to, setTo] = useState(url.span ? wallText(url.span.to - 60_000, offset).replace('T', ' ') : '');
  const hint = useId();
  const a = parsePeriod(from, offset);
  const b = parsePeriod(to, offset);
  const problem = (from !== '' && !a) || (to !== '' && !b) ? words.badPeriod : a && b && b.to <= a.from ? words.reversed : null;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (a && b && !problem) onApply({ from: a.from, to: b.to });
      }}
    >
      <label>
        {words.from}
        <input
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          placeholder="2019-01"
          aria-describedby={hint}
          aria-invalid={from !== '' && !a}
          size={17}
        />
      </label>
      <label>
        {words.to}
        <input
          value={to}
          onChange={(event) => setTo(event.target.value)}
          placeholder="2020-01"
          aria-describedby={hint}
          aria-invalid={to !== '' && !b}
          size={17}
        />
      </label>
      <Button look="primary" type="submit" disabled={!a || !b || problem !== null}>
        {words.apply}
      </Button>
      <p id={hint} role={problem ? 'alert' : undefined}>
        {problem ?? (a && b ? `${wallText(a.from, offset).replace('T', ' ')} — ${wallText(b.to, offset).replace('T', ' ')}` : words.periodHint)}
      </p>
    </form>
  );
}
