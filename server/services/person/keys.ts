import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Wrong, missing or unreadable keys: one line that names the file. */
export class KeyError extends Error {}

const Key = z.string().refine((v) => Buffer.from(v, 'base64').length === 32, '32 bytes in base64');
const KeyFile = z.object({
  /** Id of the key that wraps new records. */
  current: z.string().min(1),
  keys: z.record(z.string().regex(/^[a-zA-Z0-9_-]{1,32}$/), Key),
  /** Never rotated: stored hashes of events and telephone numbers must keep their meaning. */
  index: Key.optional(),
});
type KeyFile = z.infer<typeof KeyFile>;

type Wrapping = { encrypt: Buffer; mac: KeyObject };

/** The keys of KEY_FILE. A key is looked for in the file again when a record names one that came after the start. */
export class Keys {
  readonly file: string;
  #content: KeyFile;
  #wrapping = new Map<string, Wrapping>();
  /** Keyed hash of events: tells a resend from another event, and nothing to who only reads the database. */
  readonly eventKey: KeyObject;
  readonly phoneKey: KeyObject;
  /** Signs the heads of the audit chain, outside of the database. */
  readonly headKey: KeyObject;
  /** Signs backups. */
  readonly backupKey: KeyObject;

  constructor(file: string, content: KeyFile) {
    this.file = file;
    this.#content = content;
    const index = indexKey(content);
    this.eventKey = createSecretKey(derive(index, 'event-hash'));
    this.phoneKey = createSecretKey(derive(index, 'phone-hash'));
    this.headKey = createSecretKey(derive(index, 'audit-head'));
    this.backupKey = createSecretKey(derive(index, 'backup'));
  }

  get current(): string {
    return this.#content.current;
  }

  get ids(): string[] {
    return Object.keys(this.#content.keys);
  }

  /** @throws KeyError when the file has no key of this id. */
  wrapping(id: string): Wrapping {
    const known = this.#wrapping.get(id);
    if (known) return known;
    if (!this.#content.keys[id]) this.#content = readKeyFile(this.file);
    const key = this.#content.keys[id];
    if (!key) throw new KeyError(`KEY_FILE=${this.file} has no key ${id}, which stored records are wrapped with`);
    const master = Buffer.from(key, 'base64');
    const made = { encrypt: derive(master, 'wrap-encrypt').subarray(0, 16), mac: createSecretKey(derive(master, 'wrap-mac')) };
    this.#wrapping.set(id, made);
    return made;
  }

  /** Adds a key, makes it current and writes the file; earlier keys stay, so that old records and backups open. */
  rotate(): string {
    const content = readKeyFile(this.file);
    let n = Object.keys(content.keys).length + 1;
    while (content.keys[`k${n}`]) n++;
    const id = `k${n}`;
    const next = { current: id, keys: { ...content.keys, [id]: randomKey() }, index: indexKey(content).toString('base64') };
    writeKeyFile(this.file, next);
    this.#content = next;
    return id;
  }
}

/**
 * Reads KEY_FILE; with `generate` a missing file is made, readable by its owner alone.
 * @throws KeyError naming the file and what is wrong.
 */
export function openKeys(file: string, { generate = false }: { generate?: boolean } = {}): Keys {
  if (!existsSync(file)) {
    if (!generate) throw new KeyError(`KEY_FILE=${file} does not exist`);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeKeyFile(file, { current: 'k1', keys: { k1: randomKey() }, index: randomKey() });
  }
  return new Keys(file, readKeyFile(file));
}

const randomKey = () => randomBytes(32).toString('base64');
const derive = (key: Buffer, purpose: string): Buffer => createHmac('sm3', key).update(`tongguan ${purpose}`).digest();

/** A file made by hand may lack `index`: then it follows from the first key, and the first rotation writes it down. */
function indexKey(content: KeyFile): Buffer {
  if (content.index) return Buffer.from(content.index, 'base64');
  return derive(Buffer.from(Object.values(content.keys)[0] as string, 'base64'), 'index');
}

function readKeyFile(file: string): KeyFile {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new KeyError(`KEY_FILE=${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const parsed = KeyFile.safeParse(json);
  if (!parsed.success) throw new KeyError(`KEY_FILE=${file} is not a key file: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`);
  if (!parsed.data.keys[parsed.data.current]) throw new KeyError(`KEY_FILE=${file} has no key ${parsed.data.current}, which it calls current`);
  return parsed.data;
}

function writeKeyFile(file: string, content: KeyFile): void {
  const next = `${file}.new`;
  writeFileSync(next, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, file);
}
