import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from './logging.ts';

function logOf(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  let line = '';
  const destination = new Writable({
    write(chunk: Buffer, _, done) {
      line += chunk.toString();
      done();
    },
  });
  write(createLog('info', destination));
  return JSON.parse(line);
}

describe('the log', () => {
  it('writes the fields that it allows and no others, and when in UTC', () => {
    const line = logOf((log) =>
      log.info(
        {
          event: 'request',
          status: 201,
          url: '/api/applications/1',
          ip: '192.0.2.1',
          body: { name: 'Deniz' },
        },
        'Request answered',
      ),
    );
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'request',
      status: 201,
      msg: 'Request answered',
    });
  });

  it('writes of an allowed field only what is plain', () => {
    const line = logOf((log) => log.info({ kind: { name: 'Deniz' }, applied: [1, 2] }, 'x'));
    expect(line).not.toHaveProperty('kind');
    expect(line).toMatchObject({ applied: [1, 2] });
  });

  it('says of an error what it is and where, with its causes, and never what it says', () => {
    const cause = Object.assign(new TypeError('Key (email)=(deniz@ornek.example) exists'), { code: '23505' });
    for (const write of [
      (log: ReturnType<typeof createLog>) =>
        log.error({ err: new Error('Deniz Örnek', { cause }) }, 'Failed'),
      (log: ReturnType<typeof createLog>) => log.error({ err: new Error('Deniz Örnek', { cause }) }),
      (log: ReturnType<typeof createLog>) => log.error(new Error('Deniz Örnek', { cause })),
    ]) {
      const line = logOf(write);
      expect(JSON.stringify(line)).not.toMatch(/deniz/i);
      expect(line.error).toMatchObject({ name: 'Error', cause: { name: 'TypeError', code: '23505' } });
      expect(JSON.stringify(line.error)).toContain('logging.test.ts');
    }
  });

  it('keeps the fields of a child logger to the same list', () => {
    const line = logOf((log) => log.child({ req: { url: '/x' }, reqId: 'req-1' }).info({ status: 1 }, 'x'));
    expect(line).not.toHaveProperty('req');
  });
});
