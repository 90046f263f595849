// What officers do in cases, for staff-server.mock.ts: just enough of each action's effect for a test to see it.

import type { WholeDirectory } from '../../domain/directory-wire.ts';
import { obstacleToEnding } from '../../domain/ending-in-kind.ts';
import type { StaffAction } from '../../domain/staff-action.ts';
import type { StaffLife } from '../../domain/staff-life.ts';
import type { StaffCase } from '../../domain/wire-staff.ts';
import { makeLife } from './cases.mock.ts';
import { problem } from './staff-problem.mock.ts';
import type { StaffServer } from './staff-server.mock.ts';

export const DIRECTORY: WholeDirectory = {
  version: '1',
  institutions: [
    ['ulusal-yol-bakim-kurumu', 'Ulusal Yol Bakım Kurumu', 'yol'],
    ['dumanliova-belediyesi', 'Dumanlıova Belediyesi', 'kaldırım|park'],
    ['su-idaresi', 'Büyük Su İdaresi', 'su'],
  ],
};

export function takeAction(server: StaffServer, found: StaffCase, id: string, body: unknown): Response {
  const earlier = server.taken.get(id);
  const given = JSON.stringify(body);
  if (earlier !== undefined && earlier !== given) return problem('action-conflict');
  const action = body as StaffAction;
  if (earlier === undefined && !found.life?.actions.includes(action.kind))
    return problem('action-not-possible');
  if (action.kind === 'not-examined' && server.session) {
    const { role } = server.session;
    const isOverridden = action.override !== undefined;
    const obstacle = obstacleToEnding({ formats: found.formats, role, isOverridden });
    if (obstacle) return problem(obstacle.code);
  }
  server.taken.set(id, given);
  if (action.kind === 'transfer' || action.kind === 'give-opinion') {
    server.cases = server.cases.filter((other) => other !== found);
    return Response.json({ case: null }, { status: 201 });
  }
  if (earlier !== undefined) return Response.json({ case: found });
  const after = { ...found, changes: found.changes + 1, ...effectOf(action, found.life ?? makeLife(), id) };
  server.cases = server.cases.map((other) => (other === found ? after : other));
  return Response.json({ case: after }, { status: 201 });
}

function effectOf(action: StaffAction, life: StaffLife, id: string): Partial<StaffCase> {
  const at = '2026-11-23T08:00:00.000Z';
  const holder = life.holder ?? '';
  const told = (event: StaffLife['events'][number], change: Partial<StaffLife> = {}): Partial<StaffCase> => ({
    life: { ...life, events: [...life.events, event], ...change },
  });
  switch (action.kind) {
    case 'ask-information': {
      const question = { id, text: action.question, at, by: holder };
      const event = { kind: 'information-asked', id, at, holder, text: action.question } as const;
      return told(event, { state: 'information-asked', question });
    }
    case 'extend':
      return told(
        { kind: 'extended', id, at, holder, text: action.reason, dueOn: '2027-01-04' },
        {
          dueOn: '2027-01-04',
          dueReason: { kind: 'extended', text: action.reason },
          actions: life.actions.filter((kind) => kind !== 'extend'),
        },
      );
    case 'approve': {
      const { draft, ...rest } = life;
      const event = { kind: 'answered', id, at, holder, replyId: action.replyId } as const;
      return {
        state: 'answered',
        replies: [{ id: action.replyId, at, institution: holder, text: draft?.text ?? '' }],
        life: { ...rest, state: 'answered', events: [...life.events, event], actions: ['close', 'note'] },
      };
    }
    case 'close':
      return told({ kind: 'closed', id, at, holder }, { state: 'closed', actions: ['note'] });
    case 'not-examined': {
      const { ground, explanation: text, override } = action;
      return {
        state: 'answered',
        ...told(
          { kind: 'not-examined', id, at, holder, ground, text, override: override?.reason },
          { state: 'not-examined', actions: [] },
        ),
      };
    }
    case 'note': {
      const note = { kind: 'noted', id, at, by: 'Defne Korkmaz', text: action.text } as const;
      return { life: { ...life, internal: [...life.internal, note] } };
    }
    case 'place': {
      const { unitId, colleagueId } = action;
      const place = { unitId, unit: unitId, colleagueId, colleague: colleagueId };
      return { life: { ...life, place } };
    }
    default:
      return { life };
  }
}
