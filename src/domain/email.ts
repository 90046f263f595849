// Whether a text has the form of an e-mail address that a person can be written to. Kept as typed: whoever sends the
// mail turns the domain into its ASCII form (RFC 5891), which needs tables that the domain does not carry.
//
// - The part before the @ is a dot-atom of RFC 5322 § 3.2.3, at most 64 characters (RFC 5321 § 4.5.3.1.1).
// - The domain is two or more labels of letters and digits of any script, with hyphens inside (RFC 5890 § 2.3.2.3), each
//   at most 63 characters; a browser may hand over `xn--…` instead. The last one is no number, so no IP address.
// Letters that look alike are no matter here: nobody is recognised by this address.

const LOCAL_PART_MAX = 64;
const LABEL_MAX = 63;

const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const localPart = text.slice(0, Math.max(at, 0));
  const labels = text.slice(at + 1).split('.');
  return (
    localPart.length <= LOCAL_PART_MAX &&
    LOCAL_PART.test(localPart) &&
    labels.length >= 2 &&
    labels.every((label) => label.length <= LABEL_MAX && LABEL.test(label)) &&
    isTopLevel(labels.at(-1) ?? '')
  );
}

function isTopLevel(label: string): boolean {
  return /^\p{L}[\p{L}\p{M}]|^xn--/iu.test(label);
}
