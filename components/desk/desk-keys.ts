/** Keys of the desk: what each does, how they are told apart with an input method on, and how they are changed. Pure. */

export const DESK_ACTIONS = [
  'next',
  'previous',
  'extendNext',
  'extendPrevious',
  'choose',
  'unit1',
  'unit2',
  'unit3',
  'confirm',
  'dispatch',
  'sign',
  'return',
  'merge',
  'urge',
  'acknowledge',
  'undo',
  'explain',
  'fresh',
  'command',
  'keys',
] as const;
export type DeskAction = (typeof DESK_ACTIONS)[number];

/** `off`: single keys do nothing; Ctrl+K and Enter on what has the focus still do (WCAG 2.1.4). '' = no key. */
export type DeskKeys = { off: boolean; map: Record<DeskAction, string> };

export const DEFAULT_KEYS: DeskKeys = {
  off: false,
  map: {
    next: 'j',
    previous: 'k',
    extendNext: 'shift+j',
    extendPrevious: 'shift+k',
    choose: 'x',
    unit1: '1',
    unit2: '2',
    unit3: '3',
    confirm: 'enter',
    dispatch: 'd',
    sign: 's',
    return: 'r',
    merge: 'm',
    urge: 'u',
    acknowledge: 'a',
    undo: 'z',
    explain: 'e',
    fresh: 'n',
    command: '/',
    keys: '?',
  },
};

/** What of a key event matters. */
export type KeyPress = {
  key: string;
  code: string;
  keyCode: number;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
};

/** Whether an input method may be making a word of a key that was pressed in a field: then it is the field's. */
export function composes(press: Pick<KeyPress, 'isComposing' | 'keyCode' | 'key'>): boolean {
  return press.isComposing || press.keyCode === 229 || press.key === 'Process' || press.key === 'Unidentified';
}

/** The input method took the key and does not say which: its place on the keyboard does. */
const isUnnamed = ({ key }: Pick<KeyPress, 'key'>): boolean => key === 'Process' || key === 'Unidentified';

const BY_CODE: Record<string, [plain: string, shifted: string]> = { Slash: ['/', '?'], Comma: [',', '<'], Period: ['.', '>'] };

/**
 * Name of a key: `j`, `shift+j`, `/`, `enter`. A full-width or Chinese sign that an input method gives outside of words
 * (ｊ, 、, ？), or a key that it took where there is nothing to write, is the key that was pressed. Null while a word is
 * composed or a modifier is held, and for an Enter that the input method took: it may choose a word.
 */
export function keyName(press: KeyPress): string | null {
  if (press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.keyCode === 229 && press.key === 'Enter') return null;
  const key = baseKey(press);
  if (key.length === 1) {
    const lower = key.toLowerCase();
    return press.shiftKey && lower >= 'a' && lower <= 'z' ? `shift+${lower}` : lower;
  }
  return key === '' ? null : key.toLowerCase();
}

function baseKey(press: KeyPress): string {
  if (isUnnamed(press)) return fromCode(press) ?? '';
  const key = press.key.normalize('NFKC');
  return key.length === 1 && key.charCodeAt(0) > 126 ? (fromCode(press) ?? key) : key;
}

function fromCode({ code, shiftKey }: KeyPress): string | null {
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  if (/^(Digit|Numpad)\d$/.test(code)) return code.slice(-1);
  return BY_CODE[code]?.[shiftKey ? 1 : 0] ?? null;
}

/** The action of a key, or null. */
export function actionOf(keys: DeskKeys, press: KeyPress): DeskAction | null {
  if ((press.ctrlKey || press.metaKey) && !press.altKey && baseKey(press).toLowerCase() === 'k') return 'command';
  if (keys.off) return null;
  const name = keyName(press);
  return name === null ? null : (DESK_ACTIONS.find((a) => keys.map[a] === name) ?? null);
}

/** Keys that move the focus, close things or begin a chord stay what they are. */
const KEPT = /^(tab|escape|shift|control|alt|meta|capslock|arrow.*|page.*|home|end|f\d+|g|space| |backspace|delete|contextmenu)$/;

export type Rebound = { ok: true; keys: DeskKeys; from: DeskAction | null } | { ok: false };

/** Another key for an action. What had the key before is left without one. */
export function rebind(keys: DeskKeys, action: DeskAction, key: string): Rebound {
  if (key !== '' && KEPT.test(key)) return { ok: false };
  const from = key === '' ? null : (DESK_ACTIONS.find((a) => a !== action && keys.map[a] === key) ?? null);
  const map = { ...keys.map, [action]: key };
  if (from) map[from] = '';
  return { ok: true, keys: { ...keys, map }, from };
}

/** What storage holds, as far as it names keys; the rest as it is by default. */
export function readKeys(text: string | null): DeskKeys {
  try {
    const parsed: unknown = JSON.parse(text ?? 'null');
    const { off, map } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as { off?: unknown; map?: unknown }; // fields are checked below
    const stored = (typeof map === 'object' && map !== null ? map : {}) as Record<string, unknown>; // values are checked below
    const read = { ...DEFAULT_KEYS.map };
    for (const action of DESK_ACTIONS) {
      const key = stored[action];
      if (typeof key === 'string' && key.length <= 12 && (key === '' || !KEPT.test(key))) read[action] = key;
    }
    return { off: off === true, map: read };
  } catch {
    return DEFAULT_KEYS;
  }
}

/** As it is printed on a key. */
export function keyCap(name: string): string {
  return name.startsWith('shift+') ? `⇧${name.slice(6)}` : name === 'enter' ? 'Enter' : name;
}
