// The modes of the app as the pattern book's address knows them: ?theme=dark&text=200&motion=still&dir=rtl. They are
// set on <html> just as the app does it, but kept nowhere: a link shows everybody the same.

export type Mode = 'theme' | 'text' | 'motion' | 'dir';
export type Modes = Readonly<Record<Mode, string>>;

/** The first of each is what there is without a choice. */
export const MODES = {
  theme: ['system', 'light', 'dark', 'contrast'],
  text: ['100', '125', '150', '200'],
  motion: ['system', 'still'],
  dir: ['ltr', 'rtl'],
} as const satisfies Record<Mode, readonly string[]>;

const NAMES = ['theme', 'text', 'motion', 'dir'] as const;

/** Unknown values count as none. */
export function readModes(parameters: URLSearchParams): Modes {
  const pick = (name: Mode): string =>
    MODES[name].find((value) => value === parameters.get(name)) ?? MODES[name][0];
  return { theme: pick('theme'), text: pick('text'), motion: pick('motion'), dir: pick('dir') };
}

/** Only what was chosen. */
export function writeModes(modes: Modes): URLSearchParams {
  return new URLSearchParams(
    NAMES.filter((name) => modes[name] !== MODES[name][0]).map((name) => [name, modes[name]]),
  );
}

export function applyModes(root: HTMLElement, modes: Modes): void {
  const chosen = writeModes(modes);
  for (const name of ['theme', 'text', 'motion'] as const) {
    const value = chosen.get(name);
    if (value === null) delete root.dataset[name];
    else root.dataset[name] = value;
  }
  root.dir = modes.dir;
}
