// How long the texts of an application may be. Apart from the schemas that hold them to it, so that whoever needs a
// number does not carry the schemas.

/** Longest texts, in code points. The description's limit is the operator's (see ApplicationRules). */
export const TEXT_LIMITS = {
  subject: 120,
  fullName: 100,
  addressText: 300,
  placeDetail: 300,
  email: 254,
  institutionName: 200,
} as const;
