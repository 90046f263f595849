// Content-Digest (RFC 9530): the sender's own SHA-256 of the body, so that damage on the way is caught here and not
// kept for ever under the citizen's name.

const MEMBER = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

/**
 * Whether the header speaks against the body. Other algorithms are not judged.
 * @param sha256 of the body as it came
 */
export function contradictsDigest(header: string | undefined, sha256: Buffer): boolean {
  if (header === undefined) return false;
  const members = header.split(',').map((member) => member.trim());
  return members
    .filter((member) => member.startsWith('sha-256='))
    .some((member) => MEMBER.exec(member)?.[1] !== sha256.toString('base64'));
}
