// How the cases of somebody who leaves are shared out. Pure.
//
// H1  Each goes to the colleague with the fewest, of its own unit where somebody works there, else of all.
// H2  Whom it goes to does not depend on the order in which colleagues are named.
// H3  Where nobody is left it goes to the pool, and never nowhere.

export interface Heir {
  id: string;
  unitId: string | null;
  /** Open cases on their desk already. */
  load: number;
}

/** @returns by case the colleague's id; null is the pool */
export function shareOut(
  cases: readonly { id: string; unitId: string | null }[],
  colleagues: readonly Heir[],
): Map<string, string | null> {
  const heirs = colleagues.map((heir) => ({ ...heir })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const shares = new Map<string, string | null>();
  for (const { id, unitId } of cases) {
    const near = heirs.filter((heir) => unitId !== null && heir.unitId === unitId);
    const [first, ...others] = near.length > 0 ? near : heirs;
    const heir = first && others.reduce((least, one) => (one.load < least.load ? one : least), first);
    shares.set(id, heir?.id ?? null);
    if (heir) heir.load += 1;
  }
  return shares;
}
