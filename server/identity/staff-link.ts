// The address that an invited officer opens. The token stands behind the '#', which no browser sends: it reaches no
// proxy's log. The console takes it from there and redeems it.

/** @param staffOrigin without a slash at the end */
export function staffLink(staffOrigin: string, invitationToken: string): string {
  return `${staffOrigin}/staff.html#davet=${invitationToken}`;
}
