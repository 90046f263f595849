// Whether phrases were spoken. Spoken pieces are joined first: where a reader cuts its sentences is its own matter.

/** What is wrong with what was heard, as sentences; empty when all is well. */
export function findFaults(
  spoken: readonly string[],
  wanted: {
    hear?: readonly string[] | undefined;
    once?: readonly string[] | undefined;
    never?: readonly string[] | undefined;
  },
): string[] {
  const said = spoken.map(flatten).join(' ');
  const faults: string[] = [];
  let from = 0;
  for (const phrase of wanted.hear ?? []) {
    const at = said.indexOf(flatten(phrase), from);
    if (at >= 0) from = at + flatten(phrase).length;
    else
      faults.push(said.includes(flatten(phrase)) ? `out of order: “${phrase}”` : `not spoken: “${phrase}”`);
  }
  for (const phrase of wanted.once ?? []) {
    const count = said.split(flatten(phrase)).length - 1;
    if (count !== 1) faults.push(`spoken ${count} times instead of once: “${phrase}”`);
  }
  for (const phrase of wanted.never ?? [])
    if (said.includes(flatten(phrase))) faults.push(`spoken, though it should not be: “${phrase}”`);
  return faults;
}

function flatten(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
