/** A file as it is sent: its name and base64; `size` is what goes over the wire, in bytes. */
export type Packed = { sent: { name: string; body: string }; size: number };

const STEP = 32_768;

/** A file for a call: text is packed by gzip (a workbook is packed already), and its name says so. */
export async function packFile(file: File): Promise<Packed> {
  const isText = !file.name.toLowerCase().endsWith('.xlsx');
  const name = file.name.slice(-190);
  const stream = isText ? file.stream().pipeThrough(new CompressionStream('gzip')) : file.stream();
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += STEP) text += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return { sent: { name: isText ? `${name}.gz` : name, body: btoa(text) }, size: bytes.length };
}
