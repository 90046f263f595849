// Loaded before the server: its clock is behind by KOPRU_TEST_BEHIND_MS. What it accepts was received then.

const behindMs = Number(process.env.KOPRU_TEST_BEHIND_MS);
const RealDate = Date;

class DateBehind extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(RealDate.now() - behindMs);
    else super(...(given as [number]));
  }
  static override now(): number {
    return RealDate.now() - behindMs;
  }
}
globalThis.Date = DateBehind as DateConstructor;
