// What `npm audit` has said, as one of four ends. Pure: its JSON in, a sentence out.

export type AuditEnd =
  | { kind: 'clean'; sentence: string }
  | { kind: 'found'; sentence: string; names: string[] }
  /** Nothing is known: neither that all is well nor that something is not. */
  | { kind: 'unreachable'; sentence: string };

interface Vulnerabilities {
  vulnerabilities?: Readonly<Record<string, { severity?: string }>>;
}

interface Signatures {
  invalid?: readonly { name?: string; version?: string }[];
  missing?: readonly { name?: string; version?: string }[];
}

interface Failed {
  message?: string;
  error?: { code?: string; summary?: string };
}

/** `npm audit --json`: whether the registry knows a weakness of what the lock file names. */
export function readAudit(json: string): AuditEnd {
  const said = parse<Vulnerabilities & Failed>(json);
  if (!said?.vulnerabilities) return unreachable('known weaknesses', said);
  const names = Object.entries(said.vulnerabilities).map(([name, { severity }]) => `${name} (${severity})`);
  return names.length === 0
    ? { kind: 'clean', sentence: 'No package has a known weakness.' }
    : { kind: 'found', sentence: `${names.length} packages have a known weakness:`, names };
}

/** `npm audit signatures --json`: whether what is installed is what the registry has signed. */
export function readSignatures(json: string): AuditEnd {
  const said = parse<Signatures & Failed>(json);
  if (!said?.invalid || !said.missing) return unreachable('signatures', said);
  const names = [
    ...said.invalid.map(({ name, version }) => `${name} ${version}: the signature is wrong`),
    ...said.missing.map(({ name, version }) => `${name} ${version}: not signed`),
  ];
  return names.length === 0
    ? { kind: 'clean', sentence: 'Every installed package is signed by the registry.' }
    : { kind: 'found', sentence: `${names.length} packages are not what the registry has signed:`, names };
}

function unreachable(subject: string, said: Failed | undefined): AuditEnd {
  const reason = said?.error?.summary || said?.message || 'no answer that can be read';
  return { kind: 'unreachable', sentence: `The registry could not be asked about ${subject}: ${reason}` };
}

function parse<Shape>(json: string): Shape | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Shape) : undefined;
  } catch {
    return undefined;
  }
}
