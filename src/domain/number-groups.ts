// Numbers of people as they are read out: a few digits at a time, so that nobody hears billions. What has another form stays as it is.

/** @param number an identity number: 11 digits */
export function groupIdentityNumber(number: string): string {
  return /^\d{11}$/.test(number) ? number.replace(/\d{3}(?=\d)/g, '$& ') : number;
}

/** @param phone E.164; a Turkish one is shown as it is dialled in the country */
export function groupPhone(phone: string): string {
  return phone.replace(/^\+90(\d{3})(\d{3})(\d\d)(\d\d)$/, '0$1 $2 $3 $4');
}
