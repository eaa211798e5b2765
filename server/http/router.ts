import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { auditExportDoor } from './audit-export.ts';
import { bearerOf, unauthorized } from './bearer.ts';
import { eventsDoor } from './events.ts';
import { geometryDoor } from './geometry.ts';
import { hostAllowed, setCommonHeaders, setDataHeaders, setPageHeaders } from './headers.ts';
import { healthDoors } from './health.ts';
import { oidcDoors } from './oidc.ts';
import { open311Door } from './open311.ts';
import { type BodyParser, createBodyParser } from './parse-pool.ts';
import type { Call, Door, DoorPorts } from './ports.ts';
import { Gone, Problem, problemDocument, sendProblem, toProblem } from './problem.ts';
import { restDoors } from './rest.ts';
import { trpcDoor } from './trpc.ts';

/** Answers true when the request was for a door and is answered; false when it goes on to the pages. */
export type Doors = ((req: IncomingMessage, res: ServerResponse) => Promise<boolean>) & { close(): Promise<void> };

/** Probes come by address, whatever the name. */
const ANY_HOST = new Set(['/healthz', '/readyz']);
/** A part of a path that leads elsewhere than it says: who is let on to a page is decided by the path as it stands. */
const DOTS = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:$|[/\\]|%2f|%5c)/i;
const REQUEST_ID = /^[\w.-]{8,64}$/;

/** Every door that is not a page. */
export function allDoors(ports: DoorPorts, parser: BodyParser): Door[] {
  return [
    eventsDoor(ports, parser),
    ...(ports.trpc ? [trpcDoor(ports.trpc, ports)] : []),
    ...(ports.oidc ? oidcDoors(ports.oidc) : []),
    ...restDoors(ports),
    ...healthDoors(ports),
    geometryDoor(ports),
    auditExportDoor(ports),
    open311Door(ports),
  ];
}

/** The doors, to be asked before Next. Never throws: what goes wrong is answered and logged. */
export function createDoors(ports: DoorPorts): Doors {
  const parser = createBodyParser();
  const doors = allDoors(ports, parser);

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    const given = req.headers['x-request-id'];
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    const [path = '', search = ''] = splitOnce(req.url ?? '', '?');
    const call: Call = { req, res, path, query: new URLSearchParams(search), id };
    res.setHeader('x-request-id', id);
    setCommonHeaders(res);
    const found = find(doors, path);
    const ours = found !== null || path.startsWith('/api/');
    watch(ports, call, found?.door.name ?? (ours ? 'none' : 'page'));
    try {
      if (!ANY_HOST.has(path) && !hostAllowed(req.headers.host, ports.hosts)) throw new Problem(421, 'this server is not known by that name');
      if (!path.startsWith('/') || DOTS.test(path)) throw new Problem(400, 'the request names no path');
      if (!ours) {
        if (await ports.page(req, res)) return true;
        setPageHeaders(req, res, ports.dev);
        return false;
      }
      setDataHeaders(res);
      await enter(ports, found, call);
    } catch (error) {
      await refuse(ports, call, error, found?.door ?? null);
    }
    return true;
  };
  return Object.assign(answer, { close: () => parser.close() });
}

type Found = { door: Door; param: string } | null;

function find(doors: readonly Door[], path: string): Found {
  for (const door of doors) {
    const param = door.match(path);
    if (param !== null) return { door, param };
  }
  return null;
}

async function enter(ports: DoorPorts, found: Found, call: Call): Promise<void> {
  if (!found) throw new Problem(404, 'there is nothing at this path');
  const { door, param } = found;
  const allow = door.methods.join(', ');
  if (!door.methods.includes(call.req.method ?? '')) throw new Problem(405, `this takes ${allow}`, { headers: { allow } });
  await admit(ports, door, call);
  await door.handle(call, param);
}

/** Keeps out whom a door is not for, before anything of the request is read. @throws Problem 401 */
async function admit(ports: DoorPorts, door: Door, { req, res }: Call): Promise<void> {
  if (door.access === 'token') return void bearerOf(req);
  if (door.access !== 'session') return;
  const { actor, needs } = await ports.visit(req, res);
  if (actor && !needs) return;
  const token = req.headers.authorization === undefined ? null : bearerOf(req);
  if (token === null) throw unauthorized('sign in, or send Authorization: Bearer TOKEN');
  if ((await ports.findReader(token)) === null && (await ports.findFeed(token))?.state !== 'active') throw unauthorized('nobody has this token');
}

async function refuse(ports: DoorPorts, call: Call, error: unknown, door: Door | null): Promise<void> {
  const { req, res, path, id } = call;
  if (error instanceof Gone || res.destroyed) return;
  const problem = toProblem(error);
  if (problem.status === 401 || problem.status === 403) {
    await ports.visit(req, res).then(
      (visit) => ports.refused(visit, door?.name ?? 'none', problem.status),
      () => {},
    );
  }
  if (problem.status === 500) ports.log.error({ err: error, id, path }, 'a request failed');
  const document = door?.wordProblem?.(call, problem) ?? problemDocument(problem, id);
  await sendProblem(req, res, problem, document).catch(() => res.destroy());
}

/** One line a request when it ends: no query, no body, no header. Only what went wrong is worth a line on duty. */
function watch(ports: DoorPorts, { req, res, path, id }: Call, door: string): void {
  const start = performance.now();
  res.once('close', () => {
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const status = res.writableFinished ? res.statusCode : 499;
    ports.metrics.answered(door, status, ms / 1000);
    ports.log[levelOf(status)]({ id, method: req.method, path: path.slice(0, 200), door, status, ms }, 'request');
  });
}

function levelOf(status: number): keyof DoorPorts['log'] {
  if (status === 503) return 'warn';
  return status >= 500 ? 'error' : status >= 400 ? 'info' : 'debug';
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + by.length)];
}
