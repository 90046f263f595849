import { describe, expect, it } from 'vitest';
import { parseInviteArguments } from './invite-arguments.ts';

describe('the arguments of staff:invite', () => {
  it.each([
    [['--name', 'Ayşe Yılmaz', '--institution', 'su'], 'Ayşe Yılmaz', 'su'],
    [['--name=Ayşe Yılmaz', '--institution=su'], 'Ayşe Yılmaz', 'su'],
    [['--name', '  Ayşe   Yılmaz '], 'Ayşe Yılmaz', null],
  ])('%j invite', (args, name, institutionId) => {
    expect(parseInviteArguments(args)).toEqual({ kind: 'invite', name, institutionId, role: undefined });
  });

  it.each(['officer', 'interpreter', 'coordinator'])('may say the role: %s', (role) => {
    expect(parseInviteArguments(['--name', 'Ayşe', '--role', role])).toMatchObject({ kind: 'invite', role });
  });

  it.each([
    [['--list'], 'list'],
    [['--help'], 'help'],
    [['-h'], 'help'],
    [['--list', '--help'], 'help'],
  ])('%j ask for a %s', (args, kind) => {
    expect(parseInviteArguments(args)).toEqual({ kind });
  });

  it.each([
    [[], 'nameMissing'],
    [['--institution', 'su'], 'nameMissing'],
    [['--name', '   '], 'nameMissing'],
    [['--name'], 'unknownArgument'],
    [['--nane', 'Ayşe'], 'unknownArgument'],
    [['Ayşe'], 'unknownArgument'],
    [['--name', 'A'.repeat(101)], 'nameNotValid'],
    [['--name', 'Ayşe \u202e Yılmaz'], 'nameNotValid'],
    [['--name', 'Ayşe 🎉'], 'nameNotValid'],
    [['--name', 'Ayşe Yılmaz', '--institution', ''], 'institutionEmpty'],
    [['--name', 'Ayşe Yılmaz', '--institution='], 'institutionEmpty'],
    [['--name', 'Ayşe Yılmaz', '--role', 'müdür'], 'roleUnknown'],
    [['--name', 'Ayşe Yılmaz', '--role', ''], 'roleUnknown'],
  ])('%j are wrong: %s', (args, code) => {
    expect(parseInviteArguments(args)).toMatchObject({ kind: 'wrong', code });
  });
});
