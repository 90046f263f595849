// The data-protection notices that have been published, oldest first: of which one a person has read one before sending. The newest is
// what the app shows (src/citizen/pages/flow/notice-version.ts); older ones come from devices that wrote before it.

export const PUBLISHED_NOTICES: readonly string[] = ['2026-11', '2026-12'];
