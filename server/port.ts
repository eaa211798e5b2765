import type { Caller } from './api/root.ts';

/**
 * The one place where pages find the server: Next loads modules a second time in its own bundles, so they meet on
 * globalThis. Only this file reads it; main.ts sets it before Next starts.
 */
const KEY = Symbol.for('tongguan.port');
type Port = { createCaller: () => Promise<Caller> };

export function openPort(port: Port): void {
  (globalThis as Record<symbol, unknown>)[KEY] = port;
}

/** Calls procedures on behalf of the page's visitor, whoever that is: they refuse what he may not. @throws Error when pages run without the server */
export async function getCaller(): Promise<Caller> {
  const port = (globalThis as Record<symbol, unknown>)[KEY] as Port | undefined;
  if (!port) throw new Error('pages are served by server/main.ts: start the product with npm start or npm run dev');
  return port.createCaller();
}
