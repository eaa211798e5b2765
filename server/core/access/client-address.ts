const ADDRESS = /^[0-9a-f.:]{2,45}$/i;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1)$/;

/**
 * Where a request comes from: the peer, an IPv4 one as such. A proxy on this machine says for whom it asks by the last
 * entry of X-Forwarded-For, the only one that it wrote itself; from any other peer the header is a stranger's word.
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | string[] | undefined): string | null {
  const own = peer?.replace(/^::ffff:/, '') ?? null;
  if (own === null || !LOOPBACK.test(own) || forwardedFor === undefined) return own;
  const last =
    (Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor)
      .split(',')
      .at(-1)
      ?.trim()
      .replace(/^::ffff:/, '') ?? '';
  return ADDRESS.test(last) ? last : own;
}
