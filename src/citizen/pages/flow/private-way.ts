// The way to private sending (src/citizen/pages/private), where "Gönder" would be.

/** Whether "Gönder" seals on this device (src/ui/modes/modes.ts). */
export function isPrivate(): boolean {
  return document.documentElement.dataset.private !== undefined;
}

export function privatePath(draftId: string): string {
  return `/gizli/?${draftId}`;
}
