// The identity provider, as the operator's variables name it (OpenID Connect Core 1.0). Absent without OIDC_ISSUER.

import { STAFF_ROLES, type StaffRole } from '../../src/domain/role.ts';
import type { Reader } from '../config-reader.ts';

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
}

export function oidcConfig(reader: Reader): OidcConfig | undefined {
  const issuer = issuerOf(reader);
  const clientId = reader.text('OIDC_CLIENT_ID');
  const roles = rolesOf(reader);
  if (issuer === undefined) {
    for (const variable of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ROLES'] as const)
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
  });
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
