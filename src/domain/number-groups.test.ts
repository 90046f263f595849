import { expect, test } from 'vitest';
import { groupIdentityNumber, groupPhone } from './number-groups.ts';

test.each([
  ['11111111110', '111 111 111 10'],
  ['1111111111', '1111111111'],
  ['١١١١١١١١١١٠', '١١١١١١١١١١٠'],
  ['', ''],
])('identity number %s is %s', (number, shown) => {
  expect(groupIdentityNumber(number)).toBe(shown);
});

test.each([
  ['+905550004774', '0555 000 47 74'],
  ['+49301234567', '+49301234567'],
  ['+9055500047', '+9055500047'],
  ['0555 000', '0555 000'],
])('phone %s is %s', (phone, shown) => {
  expect(groupPhone(phone)).toBe(shown);
});
