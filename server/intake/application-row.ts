// An application as it crosses the wire → the row that `store` writes. The tracking key ends here: only its MAC goes
// on; and who it is goes on sealed.

import type { Application } from '../../src/domain/application.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import type { IdentityCipher } from '../applicant/identity-cipher.ts';
import type { ApplicationRow, AttachmentRow } from './statements.ts';

export interface Acceptance {
  id: string;
  number: string;
  digest: Buffer;
  trackingMac: Buffer;
  trackingSecretId: string;
  receivedAtMs: number;
  dueOn: string;
  receipt: string;
}

export function toApplicationRow(
  application: Application,
  acceptance: Acceptance,
  seal: IdentityCipher['seal'],
): ApplicationRow {
  const { addressee } = application;
  const isAddressed = addressee.kind === 'institution';
  return {
    id: acceptance.id,
    number: acceptance.number,
    digest: acceptance.digest.toString('base64'),
    tracking_mac: acceptance.trackingMac.toString('base64'),
    tracking_secret: acceptance.trackingSecretId,
    kind: application.kind,
    subject: application.subject,
    // Empty where a recording stands for it: the column is older than recordings.
    description: application.description ?? '',
    addressed_to: isAddressed ? addressee.institutionId : null,
    addressed_name: isAddressed ? addressee.name : null,
    province: application.province ?? null,
    district: application.district ?? null,
    place_detail: application.placeDetail ?? null,
    coordinates: application.coordinates ?? null,
    before_court: application.beforeCourt ?? null,
    hide_identity: application.hideIdentity,
    formats: application.formats,
    locale: application.locale,
    notice_version: application.noticeVersion,
    written_at_ms: Date.parse(application.writtenAt),
    received_at_ms: acceptance.receivedAtMs,
    due_on: acceptance.dueOn,
    receipt: acceptance.receipt,
    address_kind: application.addressKind ?? null,
    ...seal(acceptance.id, {
      full_name: application.fullName ?? null,
      identity_number: application.identityNumber ?? null,
      address_text: application.addressText ?? null,
      phone: application.phone ?? null,
      email: application.email ?? null,
    }),
    ...(application.attachments ? { attachments: application.attachments.map(toAttachmentRow) } : {}),
  };
}

function toAttachmentRow({ mediaType, byteLength, digest, durationMs, ...same }: Attachment): AttachmentRow {
  return {
    ...same,
    media_type: mediaType,
    byte_length: byteLength,
    digest: Buffer.from(digest, 'base64url').toString('base64'),
    duration_ms: durationMs ?? null,
  };
}
