// The ways by which citizens can be told that there is news, as the operator's variables name them. A way without its
// variables does not exist: nothing is sent by it, and nobody is offered it.

import {
  type ConfigVariable,
  choice,
  file,
  type Machine,
  type Reader,
  wholeNumber,
} from '../config-reader.ts';
import { isThisMachine } from '../identity/oidc-config.ts';
import { isServiceName, PUSH_SERVICES } from './push-services.ts';

export interface PushConfig {
  /** mailto: or https:, for the push services to complain to (RFC 8292 § 2.1). */
  contact: string;
  /** Absent: the server makes and keeps its own in `dataDir`. */
  keyFile: string | undefined;
  services: readonly string[];
}

export interface MailConfig {
  host: string;
  port: number;
  /** `tls`: from the first byte on. `starttls`: or nothing is sent. `none`: readable on the way. */
  security: 'tls' | 'starttls' | 'none';
  user: string | undefined;
  password: string | undefined;
  /** The sender's address. */
  from: string;
}

export interface SmsConfig {
  url: string;
  token: string | undefined;
  /** With {to}, {text}, {id}, {token}; JSON where it begins with a brace, else a form. */
  body: string;
}

export interface NoticeConfig {
  push: PushConfig | undefined;
  mail: MailConfig | undefined;
  sms: SmsConfig | undefined;
}

export const NO_NOTICES: NoticeConfig = { push: undefined, mail: undefined, sms: undefined };

const PORTS = { tls: 465, starttls: 587, none: 25 } as const;
const DEFAULT_SMS_BODY = '{"to":"{to}","text":"{text}","id":"{id}"}';

export function noticeConfig(reader: Reader, machine: Machine): NoticeConfig {
  return Object.freeze({ push: push(reader, machine), mail: mail(reader), sms: sms(reader) });
}

function push(reader: Reader, machine: Machine): PushConfig | undefined {
  const contact = reader.text('PUSH_CONTACT');
  const keyFile = file(reader, machine, 'PUSH_KEY_FILE');
  const services = pushServices(reader);
  if (contact === undefined) {
    needs(reader, ['PUSH_KEY_FILE', 'PUSH_SERVICES'], 'PUSH_CONTACT');
    return undefined;
  }
  if (!/^mailto:[^\s@]+@[^\s@]+$|^https:\/\/\S+$/.test(contact)) {
    reader.fail({ variable: 'PUSH_CONTACT', code: 'notAContact', params: { value: contact } });
    return undefined;
  }
  // Several servers share their keys as files: one that made a key of its own would reach nobody of the others' phones.
  if (reader.text('TRACKING_SECRET_FILE') !== undefined && reader.text('PUSH_KEY_FILE') === undefined)
    reader.fail({ variable: 'PUSH_CONTACT', code: 'needsAlso', params: { other: 'PUSH_KEY_FILE' } });
  return { contact, keyFile, services };
}

function pushServices(reader: Reader): readonly string[] {
  const value = reader.text('PUSH_SERVICES');
  if (value === undefined) return PUSH_SERVICES;
  const names = value.split(',').map((name) => name.trim().toLowerCase());
  for (const name of names)
    if (!isServiceName(name))
      reader.fail({ variable: 'PUSH_SERVICES', code: 'notAHost', params: { value: name } });
  return Object.freeze(names);
}

function mail(reader: Reader): MailConfig | undefined {
  const host = reader.text('SMTP_HOST');
  const security = choice(reader, 'SMTP_SECURITY', ['tls', 'starttls', 'none'], 'starttls');
  const port = wholeNumber(reader, 'SMTP_PORT', { fallback: PORTS[security], min: 1, max: 65_535 });
  const [user, password, from] = (['SMTP_USER', 'SMTP_PASSWORD', 'MAIL_FROM'] as const).map(reader.text);
  if ((user === undefined) !== (password === undefined)) {
    const [given, other] = user === undefined ? PASSWORD_FIRST : USER_FIRST;
    reader.fail({ variable: given, code: 'needsAlso', params: { other } });
  }
  if (from !== undefined && !/^[^\s@<>",;]+@[^\s@<>",;]+$/.test(from))
    reader.fail({ variable: 'MAIL_FROM', code: 'notAnAddress', params: { value: from } });
  if (host === undefined) {
    needs(reader, ['SMTP_PORT', 'SMTP_SECURITY', 'SMTP_USER', 'SMTP_PASSWORD', 'MAIL_FROM'], 'SMTP_HOST');
    return undefined;
  }
  if (!/^[a-z0-9:]([a-z0-9.:-]*[a-z0-9])?$/i.test(host))
    reader.fail({ variable: 'SMTP_HOST', code: 'notAHost', params: { value: host } });
  if (from === undefined) {
    reader.fail({ variable: 'SMTP_HOST', code: 'needsAlso', params: { other: 'MAIL_FROM' } });
    return undefined;
  }
  return { host, port, security, user, password, from };
}

const USER_FIRST = ['SMTP_USER', 'SMTP_PASSWORD'] as const;
const PASSWORD_FIRST = ['SMTP_PASSWORD', 'SMTP_USER'] as const;

function sms(reader: Reader): SmsConfig | undefined {
  const value = reader.text('SMS_GATEWAY_URL');
  if (value === undefined) {
    needs(reader, ['SMS_GATEWAY_TOKEN', 'SMS_GATEWAY_BODY'], 'SMS_GATEWAY_URL');
    return undefined;
  }
  const url = URL.parse(value);
  if (!url || url.username || url.password || !(url.protocol === 'https:' || isThisMachine(url))) {
    // The address of some gateways has the key in it: it is not shown.
    reader.fail({ variable: 'SMS_GATEWAY_URL', code: 'notAGateway', params: {} });
    return undefined;
  }
  const body = reader.text('SMS_GATEWAY_BODY') ?? DEFAULT_SMS_BODY;
  if (!body.includes('{to}') || !body.includes('{text}') || (body.startsWith('{') && !isJson(body)))
    reader.fail({ variable: 'SMS_GATEWAY_BODY', code: 'notABody', params: {} });
  return { url: value, token: reader.text('SMS_GATEWAY_TOKEN'), body };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What says nothing without another variable. */
function needs(reader: Reader, variables: readonly ConfigVariable[], other: ConfigVariable): void {
  for (const variable of variables)
    if (reader.text(variable) !== undefined) reader.fail({ variable, code: 'needsAlso', params: { other } });
}
