// What was asked of `npm run staff:invite`, judged before anything is opened.

import { parseArgs } from 'node:util';
import { STAFF_ROLES, type StaffRole } from '../../src/domain/role.ts';
import { codePointCount, isSafeName, normaliseLine } from '../../src/domain/text.ts';
import { TEXT_LIMITS } from '../../src/domain/text-limits.ts';

export type InviteArguments =
  | { kind: 'help' }
  | { kind: 'list' }
  /** `institutionId` null invites to the centre. */
  | { kind: 'invite'; name: string; institutionId: string | null; role: StaffRole | undefined }
  /** `code` names the sentence `command.invite.fault.<code>`; `params` are its placeholders. */
  | {
      kind: 'wrong';
      code: 'unknownArgument' | 'nameMissing' | 'nameNotValid' | 'institutionEmpty' | 'roleUnknown';
      params: Record<string, string | number>;
    };

/** @param args without the program's own name */
export function parseInviteArguments(args: readonly string[]): InviteArguments {
  const parsed = parse(args);
  if (parsed === undefined) {
    return { kind: 'wrong', code: 'unknownArgument', params: { typed: args.join(' ') } };
  }
  if (parsed.help) return { kind: 'help' };
  if (parsed.list) return { kind: 'list' };
  const name = normaliseLine(parsed.name ?? '');
  if (name === '') return { kind: 'wrong', code: 'nameMissing', params: {} };
  const max = TEXT_LIMITS.fullName;
  if (codePointCount(name) > max || !isSafeName(name)) {
    return { kind: 'wrong', code: 'nameNotValid', params: { max } };
  }
  // An empty variable of a script must not become an officer who sees every case.
  if (parsed.institution?.trim() === '') return { kind: 'wrong', code: 'institutionEmpty', params: {} };
  const role = STAFF_ROLES.find((known) => known === parsed.role);
  if (parsed.role !== undefined && role === undefined) {
    return {
      kind: 'wrong',
      code: 'roleUnknown',
      params: { typed: parsed.role, roles: STAFF_ROLES.join(', ') },
    };
  }
  return { kind: 'invite', name, institutionId: parsed.institution?.trim() ?? null, role };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        name: { type: 'string' },
        institution: { type: 'string' },
        role: { type: 'string' },
        list: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch {
    return undefined; // Node's sentences are English and name its own API; ours say how it is meant.
  }
}
