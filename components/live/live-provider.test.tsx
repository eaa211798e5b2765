import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LiveClient } from './live-client.ts';
import { LiveProvider } from './live-provider.tsx';
import { useConnection } from './use-connection.ts';
import { useFacts } from './use-facts.ts';
import { useNow } from './use-now.ts';
import { useSignal, useTopicVersion } from './use-signal.ts';

const options = { timeZone: 'Asia/Shanghai', fetchHistory: async () => ({}) };

function Probe(): ReactNode {
  const parts = useSignal('calls@990000', '990000', 'today');
  const version = useTopicVersion('calls@990000');
  const now = useNow();
  const { state } = useConnection();
  useFacts(() => undefined);
  return <p>{JSON.stringify({ parts, version, now, state })}</p>;
}

test('the server renders what the browser’s first render shows: nothing known, no clock', () => {
  const html = renderToString(
    <LiveProvider {...options}>
      <Probe />
    </LiveProvider>,
  );
  expect(html.replaceAll('&quot;', '"')).toBe('<p>{"parts":null,"version":0,"now":null,"state":"connecting"}</p>');
});

test('hooks outside the provider say what is missing', () => {
  expect(() => renderToString(<Probe />)).toThrow('LiveProvider');
});

test('a topic is shown for as long as anybody shows it', async () => {
  const client = new LiveClient({ ...options, url: 'http://127.0.0.1:1' });
  const shown: string[][] = [];
  client.socket.setTopics = (keys) => void shown.push([...keys]);
  client.start();
  const a = client.showTopics(['x', 'y']);
  const b = client.showTopics(['y']);
  await new Promise((r) => setTimeout(r, 40));
  a();
  await new Promise((r) => setTimeout(r, 40));
  b();
  await new Promise((r) => setTimeout(r, 40));
  client.stop();
  expect(shown).toEqual([[], ['x', 'y'], ['y'], []]);
});
