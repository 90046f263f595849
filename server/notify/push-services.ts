// To whom the server sends push messages. The device names the address that the server then calls: one that is no push
// service's would make the server knock at its owner's inner doors (OWASP: server-side request forgery).

/** Those of Chromium, Firefox, Safari and Edge. */
export const PUSH_SERVICES = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  '*.push.apple.com',
  '*.notify.windows.com',
] as const;

/** Whether it is a name, or `*.` and a name: for all hosts below it. */
export function isServiceName(name: string): boolean {
  return (
    /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) && (!name.startsWith('*.') || /\..+\./.test(name))
  );
}

/** @param services hosts as above. `localhost` may speak http, for a service on this machine. */
export function isPushEndpoint(endpoint: string, services: readonly string[]): boolean {
  const url = URL.parse(endpoint);
  if (!url || url.username || url.password) return false;
  const isHere = url.protocol === 'http:' && url.hostname === 'localhost';
  if (!isHere && (url.protocol !== 'https:' || url.port)) return false;
  return services.some((service) =>
    service.startsWith('*.') ? url.hostname.endsWith(service.slice(1)) : url.hostname === service,
  );
}
