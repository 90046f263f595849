// Asks the device once where it is. A refusal is an answer like any other: nothing depends on the position.

import type { Coordinates } from '../../../domain/application.ts';

export type PositionAnswer =
  | { ok: true; coordinates: Coordinates }
  | { ok: false; reason: 'refused' | 'unavailable' | 'timeout' | 'unsupported' };

const TIMEOUT_MS = 60_000;
/** About a tenth of a metre; further digits would be noise. */
const DEGREE_DIGITS = 6;

/** Codes of GeolocationPositionError (W3C Geolocation § 8). */
const REASONS = { 1: 'refused', 2: 'unavailable', 3: 'timeout' } as const;

/** @param geolocation navigator.geolocation, absent in some browsers and on pages without TLS */
export function askPosition(
  geolocation: Pick<Geolocation, 'getCurrentPosition'> | undefined,
): Promise<PositionAnswer> {
  if (!geolocation) return Promise.resolve({ ok: false, reason: 'unsupported' });
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords }) => resolve({ ok: true, coordinates: toCoordinates(coords) }),
      ({ code }) => resolve({ ok: false, reason: isKnown(code) ? REASONS[code] : 'unavailable' }),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 0 },
    );
  });
}

function toCoordinates({ latitude, longitude, accuracy }: GeolocationCoordinates): Coordinates {
  return {
    latitude: Number(latitude.toFixed(DEGREE_DIGITS)),
    longitude: Number(longitude.toFixed(DEGREE_DIGITS)),
    accuracyMetres: Math.ceil(accuracy),
  };
}

function isKnown(code: number): code is keyof typeof REASONS {
  return code in REASONS;
}
