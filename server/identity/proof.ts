// Judging what an authenticator says: the library throws for every proof that is wrong, which here is an answer like any
// other; a database that fails on the way is not.

/** @returns undefined where the proof is wrong. @throws what `redeem` threw */
export async function judgeProof<Proof>(
  redeem: (challenge: string) => Promise<boolean>,
  judge: (expectedChallenge: (challenge: string) => Promise<boolean>) => Promise<Proof | undefined>,
): Promise<Proof | undefined> {
  let redeemed = Promise.resolve(false);
  const proof = await judge((challenge) => {
    redeemed = redeem(challenge);
    return redeemed;
  }).catch(() => undefined); // Its sentences say what an attacker did wrong; nobody is told.
  await redeemed;
  return proof;
}
