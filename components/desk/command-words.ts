/** Words of commands, their fields and choices, states and flags. Keys are the kernel's own codes (server/core/kinds). */
export type CommandWords = {
  /** Verb on a button: two to four characters. */
  commands: Readonly<Record<string, string>>;
  fields: Readonly<Record<string, string>>;
  /** `field.value`, or the value alone when it reads the same everywhere. */
  choices: Readonly<Record<string, string>>;
  states: Readonly<Record<string, string>>;
  flags: Readonly<Record<string, string>>;
  asks: Readonly<Record<string, string>>;
  /** What somebody was told. */
  told: Readonly<Record<string, string>>;
  reminders: Readonly<Record<string, string>>;
  dispatchEnds: Readonly<Record<string, string>>;
  links: Readonly<Record<string, string>>;
  outcomes: Readonly<Record<string, string>>;
  measures: Readonly<Record<string, string>>;
};
