// How a tracking code becomes the tracking key (docs/protocol.md). Apart from the code's own rules, because what stretches
// it needs nothing else of them.

/** Parameters of the stretching, fixed for ever: another value would lock every earlier citizen out. */
export const TRACKING_KEY_DERIVATION = {
  hash: 'SHA-256',
  iterations: 600_000,
  salt: 'kopru/tracking-key/v1',
  keyBytes: 32,
} as const;
