// The identity provider, as the operator's variables name it (OpenID Connect Core 1.0). Absent without OIDC_ISSUER.

import { STAFF_ROLES, type StaffRole } from '../../src/domain/role.ts';
import { type Reader, wholeNumber } from '../config-reader.ts';
import type { AuthenticationDemands } from './authentication-demands.ts';

export interface OidcConfig {
  /** https; http on this very machine only. Without a slash at the end unless the provider's has one. */
  issuer: string;
  clientId: string;
  /** Absent: a public client, for which PKCE alone answers (RFC 7636). */
  clientSecret: string | undefined;
  /** On the button of the sign-in page. */
  name: string;
  /** Whose value, or one of whose values, is looked up in `roles`. */
  roleClaim: string;
  /** In the operator's order: of several that fit, the first counts. Who has none does not get in. */
  roles: readonly (readonly [value: string, role: StaffRole])[];
  /** Whose value is an institution's id. Absent: everybody of this provider works for the centre. */
  institutionClaim: string | undefined;
  /** Of how somebody was recognised there. */
  demands: AuthenticationDemands;
}

export function oidcConfig(reader: Reader): OidcConfig | undefined {
  const issuer = issuerOf(reader);
  const clientId = reader.text('OIDC_CLIENT_ID');
  const roles = rolesOf(reader);
  const demands = demandsOf(reader);
  if (issuer === undefined) {
    for (const variable of [
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET',
      'OIDC_ROLES',
      'OIDC_ACR_VALUES',
      'OIDC_AMR',
      'OIDC_MAX_AGE_MINUTES',
    ] as const)
      if (reader.text(variable) !== undefined && reader.text('OIDC_ISSUER') === undefined)
        reader.fail({ variable, code: 'needsAlso', params: { other: 'OIDC_ISSUER' } });
    return undefined;
  }
  for (const other of ['OIDC_CLIENT_ID', 'OIDC_ROLES'] as const)
    if (reader.text(other) === undefined)
      reader.fail({ variable: 'OIDC_ISSUER', code: 'needsAlso', params: { other } });
  if (clientId === undefined || roles === undefined) return undefined;
  return Object.freeze({
    issuer,
    clientId,
    clientSecret: reader.text('OIDC_CLIENT_SECRET'),
    name: reader.text('OIDC_NAME') ?? new URL(issuer).hostname,
    roleClaim: reader.text('OIDC_ROLE_CLAIM') ?? 'roles',
    roles,
    institutionClaim: reader.text('OIDC_INSTITUTION_CLAIM'),
    demands,
  });
}

function demandsOf(reader: Reader): AuthenticationDemands {
  const minutes = wholeNumber(reader, 'OIDC_MAX_AGE_MINUTES', { fallback: 0, min: 1, max: 1_440 });
  return Object.freeze({
    acrValues: wordsOf(reader, 'OIDC_ACR_VALUES'),
    amr: wordsOf(reader, 'OIDC_AMR'),
    maxAgeS: minutes === 0 ? undefined : minutes * 60,
  });
}

/** `value,value`: neither an `acr` nor an `amr` has a space in it, so spaces may stand between them as well. */
function wordsOf(reader: Reader, variable: 'OIDC_ACR_VALUES' | 'OIDC_AMR'): readonly string[] {
  return Object.freeze((reader.text(variable) ?? '').split(/[\s,]+/).filter((word) => word !== ''));
}

function issuerOf(reader: Reader): string | undefined {
  const value = reader.text('OIDC_ISSUER');
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  if (url && !url.search && !url.hash && (url.protocol === 'https:' || isThisMachine(url))) return value;
  reader.fail({ variable: 'OIDC_ISSUER', code: 'notAnIssuer', params: { value } });
  return undefined;
}

export function isThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** `value=role,value=role` */
function rolesOf(reader: Reader): OidcConfig['roles'] | undefined {
  const value = reader.text('OIDC_ROLES');
  if (value === undefined) return undefined;
  const pairs = value.split(',').map((pair) => {
    const at = pair.lastIndexOf('=');
    const role = STAFF_ROLES.find((known) => known === pair.slice(at + 1).trim());
    const claimed = pair.slice(0, Math.max(at, 0)).trim();
    return claimed !== '' && role ? ([claimed, role] as const) : undefined;
  });
  const known = pairs.filter((pair) => pair !== undefined);
  if (known.length === pairs.length) return Object.freeze(known);
  const params = { value, roles: STAFF_ROLES.join(', ') };
  reader.fail({ variable: 'OIDC_ROLES', code: 'notRoles', params });
  return undefined;
}
