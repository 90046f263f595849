// How a session is told apart by its owner: the browser's and the system's family, and how it was begun. Families only:
// versions and models would help nobody to recognise a machine, and would describe a person.

export const SIGN_IN_METHODS = ['invitation', 'passkey', 'oidc'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export const BROWSER_FAMILIES = ['firefox', 'edge', 'opera', 'chrome', 'safari', 'unknown'] as const;
export type BrowserFamily = (typeof BROWSER_FAMILIES)[number];

export const SYSTEM_FAMILIES = [
  'windows',
  'android',
  'ios',
  'macos',
  'chromeos',
  'linux',
  'unknown',
] as const;
export type SystemFamily = (typeof SYSTEM_FAMILIES)[number];

export interface DeviceFamily {
  browser: BrowserFamily;
  system: SystemFamily;
}

/** The first that fits: every Edge and Opera says Chrome, every Chrome says Safari. */
const BROWSERS: readonly [BrowserFamily, RegExp][] = [
  ['firefox', /Firefox\/|FxiOS\//],
  ['edge', /Edg(A|iOS)?\//],
  ['opera', /OPR\//],
  ['chrome', /Chrom(e|ium)\/|CriOS\//],
  ['safari', /Version\/[\d.]+ .*Safari\//],
];

/** Every Android says Linux, every iPhone says Mac OS X. */
const SYSTEMS: readonly [SystemFamily, RegExp][] = [
  ['windows', /Windows NT/],
  ['android', /Android/],
  ['ios', /iPhone|iPad|iPod/],
  ['macos', /Macintosh/],
  ['chromeos', /CrOS/],
  ['linux', /Linux/],
];

/** @param userAgent the header (RFC 9110 § 10.1.5); undefined where it did not come */
export function deviceFamily(userAgent: string | undefined): DeviceFamily {
  // What a stranger sends may be long: no browser's says what it is later than that.
  const known = userAgent?.slice(0, 512) ?? '';
  const first = <Family>(table: readonly [Family, RegExp][]): Family | undefined =>
    table.find(([, pattern]) => pattern.test(known))?.[0];
  return { browser: first(BROWSERS) ?? 'unknown', system: first(SYSTEMS) ?? 'unknown' };
}
