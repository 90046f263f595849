// The life of an attachment on the server.
//
//   expected ─▶ uploading ─▶ stored ─▶ ready             checked, stripped, playable
//      ▲            │           ├────▶ original-only     kept and served as it came: nothing here could make it playable
//      └─ expired, ─┘           └────▶ rejected          not what it claims to be; not served
//         cancelled

export const ATTACHMENT_STATES = [
  'expected',
  'uploading',
  'stored',
  'ready',
  'rejected',
  'original-only',
] as const;
export type AttachmentState = (typeof ATTACHMENT_STATES)[number];
