// Content-Digest (RFC 9530): the sender's own SHA-256 of the body, so that damage on the way is caught here and not
// kept for ever under the citizen's name.

const MEMBER = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

/** The digest that the header names. @returns undefined where it names none, or more than one */
export function claimedDigest(header: string | undefined): Buffer | undefined {
  const [claimed, ...others] = membersOf(header);
  const digest = others.length === 0 ? MEMBER.exec(claimed ?? '')?.[1] : undefined;
  return digest === undefined ? undefined : Buffer.from(digest, 'base64');
}

/**
 * Whether the header speaks against the body. Other algorithms are not judged.
 * @param sha256 of the body as it came
 */
export function contradictsDigest(header: string | undefined, sha256: Buffer): boolean {
  return membersOf(header).some((member) => MEMBER.exec(member)?.[1] !== sha256.toString('base64'));
}

function membersOf(header = ''): string[] {
  return header
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member.startsWith('sha-256='));
}
