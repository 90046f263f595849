// The lock that keeps blobs from being taken away while a backup copies them: a backup holds it shared, the sweep
// (server/attachments/blob-sweep.ts) works only while nobody does.

/** An advisory lock of PostgreSQL; any 64-bit number that nobody else locks: "sweep" in ASCII. */
export const SWEEP_LOCK = 0x7377656570;
