// How strongly, by what and how lately the identity provider must have recognised somebody: what the operator demands, as it is
// asked for and as it is judged (OpenID Connect Core 1.0 § 2, § 3.1.2.1; RFC 8176; ASVS 6.8.4).
//
// What is demanded and not told is refused: without the provider's word the weakest is assumed.

export interface AuthenticationDemands {
  /** One of them must be the `acr`; in the order of preference. Empty: not asked. */
  acrValues: readonly string[];
  /** Each must be among the `amr`. Empty: not asked. */
  amr: readonly string[];
  /** How long ago the provider may have recognised them. undefined: not asked. */
  maxAgeS: number | undefined;
}

/** Two clocks are never the same. */
const TOLERANCE_S = 60;

export interface AuthenticationMoment {
  nowMs: number;
  /** For a proof that must be a new one: when it was begun. */
  begunMs?: number | undefined;
}

/** What is not as it was demanded, by the claim's name. */
export type AuthenticationFault = 'acr' | 'amr' | 'auth_time';

/** Pure. Of the authorization request. @param isAnew whoever is known to the provider must be recognised again all the same */
export function demandParameters(
  { acrValues, maxAgeS }: AuthenticationDemands,
  isAnew: boolean,
): Record<string, string> {
  const acr = acrValues.length > 0 ? { acr_values: acrValues.join(' ') } : {};
  if (isAnew) return { ...acr, prompt: 'login', max_age: '0' };
  return maxAgeS === undefined ? acr : { ...acr, max_age: String(maxAgeS) };
}

/** Pure. Of an ID token whose signature and times have been checked. */
export function judgeAuthentication(
  claims: Readonly<Record<string, unknown>>,
  { acrValues, amr, maxAgeS }: AuthenticationDemands,
  { nowMs, begunMs }: AuthenticationMoment,
): AuthenticationFault | undefined {
  if (acrValues.length > 0 && !acrValues.some((value) => value === claims.acr)) return 'acr';
  const told: unknown[] = Array.isArray(claims.amr) ? claims.amr : [];
  if (!amr.every((method) => told.includes(method))) return 'amr';
  const earliestS = Math.max(
    maxAgeS === undefined ? -Infinity : nowMs / 1000 - maxAgeS,
    begunMs === undefined ? -Infinity : begunMs / 1000,
  );
  if (earliestS === -Infinity) return undefined;
  const { auth_time: at } = claims;
  return typeof at === 'number' && at >= earliestS - TOLERANCE_S ? undefined : 'auth_time';
}
