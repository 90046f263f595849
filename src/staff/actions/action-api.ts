// The requests for what an officer does in a case beside answering it, and for whom it can be given to. Nothing is tried again
// here; a repeated action is safe because its id comes from the caller.

import * as v from 'valibot';
import { DIRECTORY_PATHS, toInstitutions, wholeDirectorySchema } from '../../domain/directory-wire.ts';
import { STAFF_ACTION_PATH, type StaffAction } from '../../domain/staff-action.ts';
import { type CaseSuggestions, suggestionsSchema } from '../../domain/suggestion-wire.ts';
import { type Institution, pathOf } from '../../domain/wire.ts';
import { STAFF_PATHS, type StaffCase, staffCaseSchema } from '../../domain/wire-staff.ts';
import { parser, type Result, type StaffCall } from '../staff-call.ts';

export interface ActionToSend {
  applicationId: string;
  /** UUIDv7; the same for every attempt to do the same action. */
  actionId: string;
  action: StaffAction;
}

export interface ActionApi {
  /** The case as it is now; null where it is not theirs any more. */
  take: (action: ActionToSend) => Promise<Result<StaffCase | null>>;
  /** All of the directory: a case can go to institutions that no citizen has in the pocket. */
  readInstitutions: () => Promise<Result<Institution[]>>;
  /** To whom a case could go. */
  readSuggestions: (applicationId: string) => Promise<Result<CaseSuggestions>>;
}

const takenSchema = v.object({ case: v.nullable(staffCaseSchema) });

export function createActionApi(call: StaffCall): ActionApi {
  return {
    take: async ({ applicationId, actionId, action }) => {
      const path = pathOf(STAFF_ACTION_PATH, { id: applicationId, actionId });
      const result = await call('PUT', path, parser(takenSchema), action);
      return result.ok ? { ok: true, value: result.value.case } : result;
    },
    readInstitutions: async () => {
      const result = await call('GET', DIRECTORY_PATHS.whole, parser(wholeDirectorySchema));
      return result.ok ? { ok: true, value: toInstitutions(result.value) } : result;
    },
    readSuggestions: (id) => call('GET', pathOf(STAFF_PATHS.suggestions, { id }), parser(suggestionsSchema)),
  };
}
