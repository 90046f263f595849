// The tables without a citizen's or a case's data: who may write each, and why it may be read.

/** Without row-level security, and why. */
export const OPEN_TABLES: Readonly<Record<string, string>> = {
  schema_migration: 'the numbers of the steps; the program’s role may only read them',
};

interface Reason {
  why: string;
  /** Contexts that may write; no other one may. */
  writers: readonly Writer[];
  /** A row is an institution's, whose administrators write it, too. */
  isOwned?: true;
}
export type Writer = 'system' | 'administrator' | 'administrator of an institution' | 'officer';
const BY_CENTRE = ['system', 'administrator'] as const;
const BY_ADMINISTRATORS = [...BY_CENTRE, 'administrator of an institution'] as const;
const BY_STAFF = [...BY_ADMINISTRATORS, 'officer'] as const;

/** Without a citizen's or a case's data, and why each may be read by all. */
export const READ_BY_ALL: Readonly<Record<string, Reason>> = {
  institution: { why: 'public: every device has it', writers: BY_CENTRE, isOwned: true },
  unit: { why: 'public: every device has it', writers: BY_CENTRE, isOwned: true },
  topic: { why: 'public: every device has it', writers: BY_CENTRE },
  competence_rule: { why: 'which institution is competent, of nobody’s case', writers: BY_CENTRE },
  reply_template: {
    why: 'texts of institutions, of nobody’s case',
    writers: BY_CENTRE,
    isOwned: true,
  },
  holiday_year: { why: 'public: everybody’s deadlines are counted by it', writers: BY_CENTRE },
  directory_state: { why: 'a number and a digest', writers: BY_ADMINISTRATORS },
  figure_state: { why: 'when figures were last counted', writers: ['system'] },
  secret_fingerprint: { why: 'compared at the start; nothing follows from it', writers: ['system'] },
  sign_clip: { why: 'public: the clips of the app', writers: BY_STAFF },
  sign_clip_rendition: { why: 'public: the clips of the app', writers: BY_STAFF },
};

/** Read and written before it is known who asks, and for no citizen. */
export const BEFORE_SIGN_IN: Readonly<Record<string, string>> = {
  staff_account: 'read to know who asks',
  staff_invitation: 'hashes; redeemed before it is known who asks',
  staff_session: 'hashes; read to know who asks',
  staff_passkey: 'public keys; read to know who asks',
  staff_challenge: 'hashes; redeemed before it is known who asks',
  staff_identity: 'read to know who asks',
  staff_oidc_flow: 'of a sign-in under way; redeemed before it is known who asks',
};
