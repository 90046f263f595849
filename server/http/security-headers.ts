// What browsers are told to refuse. The content policy allows our own files only; the few inline parts that the build
// writes into the pages (the style of the first screen) are allowed by their hash, computed from the very files.

import { createHash } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';
import type { App } from './valibot-provider.ts';

const INLINE = /<(script|style)(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/\1>/g;
const YEAR_S = 31_536_000;

/** Camera, microphone and place are for the form's recorder and map; nothing else is ours. */
const PERMISSIONS_POLICY = [
  ...['camera', 'microphone', 'geolocation'].map((feature) => `${feature}=(self)`),
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'display-capture',
    'gyroscope',
    'hid',
    'idle-detection',
    'magnetometer',
    'midi',
    'payment',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ');

export interface InlineHashes {
  script: string[];
  style: string[];
}

/** CSP sources of every inline script and style in the pages. */
export function inlineHashes(pages: readonly string[]): InlineHashes {
  const found = { script: new Set<string>(), style: new Set<string>() };
  for (const [, tag, content = ''] of pages.flatMap((page) => [...page.matchAll(INLINE)])) {
    const hash = `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    found[tag === 'style' ? 'style' : 'script'].add(hash);
  }
  return { script: [...found.script], style: [...found.style] };
}

export type SecurityHeaders = Readonly<Record<string, string>>;

/** They are the same on every answer, so they are worked out once and not on each request. */
export function securityHeaders(publicOrigin: string, hashes: InlineHashes): SecurityHeaders {
  return {
    ...headersOf(policiesFor(publicOrigin.startsWith('https:'), hashes)),
    'permissions-policy': PERMISSIONS_POLICY,
  };
}

/** What fails before a route is found has no hooks; it sets them itself (app.ts, client-error.ts). */
export function addSecurityHeaders(app: App, headers: SecurityHeaders): void {
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers);
    done();
  });
}

function policiesFor(isHttps: boolean, hashes: InlineHashes): HelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...hashes.script],
        styleSrc: ["'self'", ...hashes.style],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        // No string becomes markup or script but the address of the service worker (src/citizen/shell/background-work.ts).
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['worker'],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps ? { maxAge: 2 * YEAR_S, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  };
}

/** What helmet sets on an answer that nobody gets. */
function headersOf(policies: HelmetOptions): SecurityHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(policies)(request, response, (error?: unknown) => {
    if (error) throw error;
  });
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
