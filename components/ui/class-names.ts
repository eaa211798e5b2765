/** Joins class names, leaving out what is false or empty. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** A length for a style: a number is in wall units (px at 1920 on the wall, px elsewhere), text stays as it is. */
export function units(size: number | string): string {
  return typeof size === 'number' ? `calc(${size} * var(--u))` : size;
}
