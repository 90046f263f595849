// By e-mail, through the operator's SMTP server: plain text and HTML, and the header by which a mail program offers one
// press to hear no more (RFC 2369, RFC 8058). Signing (DKIM) is the operator's server's.

import { createTransport } from 'nodemailer';
import type { MailConfig } from './notice-config.ts';
import { linksOf, mailWords } from './notice-words.ts';
import { failedBecause, type Outcome, type Ways } from './way.ts';

const CONNECT_MS = 15_000;
const SILENCE_MS = 30_000;
const CONNECTIONS = 3;

export interface MailWay {
  send: NonNullable<Ways['email']>;
  close: () => void;
}

export function mailWay(
  { host, port, security, user, password, from }: MailConfig,
  publicOrigin: string,
): MailWay {
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host,
    port,
    secure: security === 'tls',
    // An answer without STARTTLS ends it: nobody on the way can talk us into writing in the open.
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    close: () => transport.close(),
    send: async ({ id, locale, stopToken }, address) => {
      const links = linksOf(publicOrigin, stopToken);
      const { name, subject, text, html } = mailWords(locale, links);
      try {
        await transport.sendMail({
          from: { name, address: from },
          // As an object: a text would be read as a list of addresses.
          to: { name: '', address },
          subject,
          text,
          html,
          messageId: `<${id}@${domain}>`,
          headers: {
            'List-Unsubscribe': `<${links.stop}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            // RFC 3834: no answering machine answers it.
            'Auto-Submitted': 'auto-generated',
          },
        });
        return { kind: 'sent' };
      } catch (error) {
        return judge(error);
      }
    },
  };
}

/** RFC 5321 § 4.2.1: 5yz on the address is its last word, 4yz and whatever concerns us is not. */
function judge(error: unknown): Outcome {
  if (!(error instanceof Error)) return failedBecause(error);
  const status = 'responseCode' in error ? Number(error.responseCode) : 0;
  const isOnAddress = 'code' in error && error.code === 'EENVELOPE';
  if (isOnAddress && (status >= 500 || status === 0)) return { kind: 'refused', code: `smtp-${status}` };
  return status > 0 ? { kind: 'failed', code: `smtp-${status}` } : failedBecause(error);
}
