// What a check says: one finding is one fault at one place, in words that somebody can act on.

export interface Problem {
  /** One sentence: what is wrong. */
  what: string;
  /** The element, as `tag#id.class “text”`, or the page. */
  where: string;
}

export interface Finding extends Problem {
  check: string;
  surface: string;
  mode: string;
}

export function renderFinding({ check, surface, mode, what, where }: Finding): string {
  return `    ${check} · ${surface} · ${mode}\n      ${what}\n      ${where}`;
}

/** One finding for each thing to mend: the same fault in several modes of a surface is told once, with its modes. */
export function mergeModes(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.check, finding.surface, finding.what, finding.where]);
    const earlier = merged.get(key);
    if (!earlier) merged.set(key, { ...finding });
    else if (!earlier.mode.split(', ').includes(finding.mode)) earlier.mode += `, ${finding.mode}`;
  }
  return [...merged.values()];
}
