// CLAMD_ADDRESS: where the operator's virus scanner listens. clamd speaks no TLS, so it is a socket or a port of this machine, behind
// which the operator may put a tunnel.

import { isLoopback, type Reader } from '../../config-reader.ts';

export type ScannerAddress = { kind: 'socket'; path: string } | { kind: 'port'; host: string; port: number };

export function scannerConfig(reader: Reader): ScannerAddress | undefined {
  const value = reader.text('CLAMD_ADDRESS');
  if (value === undefined) return undefined;
  if (value.startsWith('/')) return { kind: 'socket', path: value };
  const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(value) ?? [];
  if (isLoopback(host) && Number(port) > 0 && Number(port) <= 65_535)
    return { kind: 'port', host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  reader.fail({ variable: 'CLAMD_ADDRESS', code: 'notAScanner', params: { value } });
  return undefined;
}
