import { type Door, type DoorPorts, exactly } from './ports.ts';
import { sendJson } from './problem.ts';

/** What an operator must know of the embedded database: it never waits for the disk. */
const EMBEDDED_NOTE = 'embedded database: what was accepted survives the death of this process, but not a power cut; for duty set DATABASE_URL to PostgreSQL';
const READY_MS = 5_000;

/** /healthz: the process answers. /readyz: it can do its work, else 503 with the reasons. /metrics: Prometheus text. */
export function healthDoors(ports: Pick<DoorPorts, 'readiness' | 'database' | 'metrics' | 'build'>): Door[] {
  const methods = ['GET', 'HEAD'];
  return [
    { name: 'healthz', methods, access: 'probe', match: exactly('/healthz'), handle: ({ res }) => sendJson(res, 200, { status: 'ok', build: ports.build }) },
    {
      name: 'readyz',
      methods,
      access: 'probe',
      match: exactly('/readyz'),
      async handle({ res }) {
        const { ok, reasons, notes } = await within(READY_MS, ports.readiness());
        const all = ports.database === 'embedded' ? [EMBEDDED_NOTE, ...notes] : notes;
        const body = { status: ok ? 'ready' : 'not ready', reasons, notes: all, database: ports.database, build: ports.build };
        sendJson(res, ok ? 200 : 503, body, ok ? {} : { 'retry-after': '2' });
      },
    },
    {
      name: 'metrics',
      methods,
      access: 'probe',
      match: exactly('/metrics'),
      async handle({ res }) {
        const text = Buffer.from(await ports.metrics.text());
        res.writeHead(200, { 'content-type': ports.metrics.contentType, 'content-length': text.length });
        res.end(text);
      },
    },
  ];
}

/** A check that fails or hangs is a reason not to be ready; its error is not told. */
async function within(ms: number, check: ReturnType<DoorPorts['readiness']>): ReturnType<DoorPorts['readiness']> {
  const no = (reason: string) => ({ ok: false, reasons: [reason], notes: [] });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ReturnType<typeof no>>((resolve) => {
    timer = setTimeout(() => resolve(no('the checks did not end in time')), ms);
  });
  const answer = await Promise.race([check.catch(() => no('the checks failed')), late]);
  clearTimeout(timer);
  return answer;
}
