/**
 * A client as somebody would write it who has read the GeoReport v2 text and nothing of this product: what the tests of the
 * door speak with. It reads XML strictly, so that anything not escaped stops it.
 */
// Its casts say what the text promises of a reply; where that does not hold, the test that asked fails.
export type Item = { [field: string]: string | null | Item | Item[] };
export type Reply = { status: number; type: string; items: Item[]; one: Item };

type Node = { name: string; children: Node[]; text: string };

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  // Nothing that the door sends has a character that XML forbids or leaves to the parser.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\r\ufffe\uffff>]/.test(text) || !text.isWellFormed()) throw new Error(`not XML text: ${text}`);
  return text.replaceAll(/&([^;]*;?)/g, (_, entity: string) => {
    const code = /^#(\d+);$/.exec(entity)?.[1];
    const plain = code ? String.fromCodePoint(Number(code)) : NAMED[entity.slice(0, -1)];
    if (plain === undefined || !entity.endsWith(';')) throw new Error(`unknown entity &${entity}`);
    return plain;
  });
}

/** Elements and text: the specification has no attributes and no namespaces. @throws Error for what is not well formed */
export function parseXml(xml: string): Node {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  if (!xml.startsWith(head)) throw new Error('no XML declaration');
  const top: Node = { name: '', children: [], text: '' };
  const open = [top];
  for (const [, tag, text] of xml.slice(head.length).matchAll(/<([^<>]*)>|([^<]+)/g)) {
    const at = open.at(-1) as Node;
    if (text !== undefined) at.text += unescaped(text);
    else if (/^[a-z_]+\/$/.test(tag ?? '')) at.children.push({ name: (tag as string).slice(0, -1), children: [], text: '' });
    else if (tag === `/${at.name}`) open.pop();
    else if (/^[a-z_]+$/.test(tag ?? '')) {
      const node: Node = { name: tag as string, children: [], text: '' };
      at.children.push(node);
      open.push(node);
    } else throw new Error(`not an element: <${tag}>`);
  }
  const [root] = top.children;
  if (open.length !== 1 || top.children.length !== 1 || !root) throw new Error('not one root element, or not closed');
  return root;
}

/** As the Spark convention has it: an element of elements is a list when the specification says so. */
const LISTS = new Set(['services', 'attributes', 'values', 'service_requests', 'errors', 'endpoints', 'formats']);

function toValue(node: Node): Item[string] {
  if (LISTS.has(node.name)) return node.children.map((c) => toValue(c) as Item);
  if (node.children.length > 0) return Object.fromEntries(node.children.map((c) => [c.name, toValue(c)]));
  return node.text === '' ? null : node.text;
}

export class GeoReportClient {
  constructor(
    private readonly endpoint: string,
    private readonly format: 'json' | 'xml',
    private readonly key: string | null,
  ) {}

  async get(path: string, query: Record<string, string> = {}): Promise<Reply> {
    const asked = new URLSearchParams({ ...query, ...(this.key === null ? {} : { api_key: this.key }) });
    return this.read(await fetch(`${this.endpoint}/${path}.${this.format}?${asked}`));
  }

  async post(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
    const body = new URLSearchParams({ ...(this.key === null ? {} : { api_key: this.key }), ...fields });
    return this.read(await fetch(`${this.endpoint}/requests.${this.format}`, { method: 'POST', body, headers }));
  }

  /** Services, the definition of one, its required attributes, and a report: the sequence of the text. */
  async report(service: string, fields: Record<string, string>): Promise<string> {
    const listed = (await this.get('services')).items.find((s) => s.service_code === service);
    if (!listed) throw new Error(`no service ${service}`);
    const attributes: Record<string, string> = {};
    if (String(listed.metadata) === 'true') {
      const { one } = await this.get(`services/${service}`);
      for (const a of one.attributes as Item[]) {
        if (String(a.required) === 'true') attributes[`attribute[${a.code}]`] = String((a.values as Item[])[0]?.key);
      }
    }
    const reply = await this.post({ service_code: service, ...attributes, ...fields });
    if (reply.status !== 200) throw new Error(`${reply.status}: ${JSON.stringify(reply.items)}`);
    return String(reply.items[0]?.service_request_id);
  }

  private async read(response: Response): Promise<Reply> {
    const text = await response.text();
    const value = this.format === 'json' ? (JSON.parse(text) as Item | Item[]) : toValue(parseXml(text.trimEnd()));
    const items = Array.isArray(value) ? value : [value as Item];
    return { status: response.status, type: response.headers.get('content-type') ?? '', items, one: items[0] as Item };
  }
}
