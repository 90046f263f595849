// What is accepted, by what the bytes are. The name of a file and the type that its sender gave it decide nothing.

import type { AttachmentKind } from '../../../../src/domain/attachment.ts';

export type ContentFamily = 'image' | 'document' | 'audio' | 'video';

export interface AcceptedType {
  family: ContentFamily;
  /** The one reader that ffmpeg may use: left to guess, it also takes play lists, which name other files. */
  demuxer?: string;
}

const audio = (demuxer: string): AcceptedType => ({ family: 'audio', demuxer });
const video = (demuxer: string): AcceptedType => ({ family: 'video', demuxer });

/** By media type, as file-type names it. */
const ACCEPTED: Readonly<Record<string, AcceptedType>> = {
  'image/jpeg': { family: 'image' },
  'image/png': { family: 'image' },
  'image/webp': { family: 'image' },
  'image/gif': { family: 'image' },
  'image/avif': { family: 'image' },
  'application/pdf': { family: 'document' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { family: 'document' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { family: 'document' },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': { family: 'document' },
  'application/vnd.oasis.opendocument.text': { family: 'document' },
  'application/vnd.oasis.opendocument.spreadsheet': { family: 'document' },
  'application/vnd.oasis.opendocument.presentation': { family: 'document' },
  'audio/mp4': audio('mov'),
  'audio/x-m4a': audio('mov'),
  'audio/ogg': audio('ogg'),
  'audio/mpeg': audio('mp3'),
  'audio/aac': audio('aac'),
  'audio/wav': audio('wav'),
  'audio/flac': audio('flac'),
  'audio/amr': audio('amr'),
  'video/webm': video('matroska'),
  'video/matroska': video('matroska'),
  'video/mp4': video('mov'),
  'video/x-m4v': video('mov'),
  'video/quicktime': video('mov'),
  'video/3gpp': video('mov'),
  'video/3gpp2': video('mov'),
  'video/ogg': video('ogg'),
};

export const ACCEPTED_TYPES: readonly string[] = Object.keys(ACCEPTED);

export function acceptedType(mediaType: string): AcceptedType | undefined {
  return Object.hasOwn(ACCEPTED, mediaType) ? ACCEPTED[mediaType] : undefined;
}

/** A recorder of sound alone writes the same WebM and MP4 as one of pictures: ffprobe tells them apart later. */
const FAMILIES: Readonly<Record<AttachmentKind, readonly ContentFamily[]>> = {
  voice: ['audio', 'video'],
  audio: ['audio', 'video'],
  'sign-video': ['video'],
  video: ['video'],
  photo: ['image'],
  document: ['document'],
};

export function fitsKind(family: ContentFamily, kind: AttachmentKind): boolean {
  return FAMILIES[kind].includes(family);
}
