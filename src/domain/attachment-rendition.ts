// The forms in which an attachment may be read, and where.
//
//   image        a photo, redrawn                 original   a document, in its own format without who wrote it;
//   mp4, webm    a recording, for every player               what is served as it came (state `original-only`)
//   poster       one picture of a film

export const RENDITION_NAMES = ['original', 'image', 'mp4', 'webm', 'poster'] as const;
export type RenditionName = (typeof RENDITION_NAMES)[number];

/** For the officer by the session, for the citizen by `Authorization: Bearer` with the tracking key. */
export const RENDITION_PATH = '/api/attachments/:id/:rendition';
