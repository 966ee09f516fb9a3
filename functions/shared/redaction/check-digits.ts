/** Whether the last digit is the check digit of the others (Luhn, ISO/IEC 7812-1), as on payment cards. */
export function hasLuhnDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Whether an IBAN without blanks has the right check digits (ISO 13616: modulo 97 of the rearranged number is 1). */
export function hasIbanDigits(iban: string): boolean {
  const rearranged = iban.slice(4) + iban.slice(0, 4);
  let remainder = 0;
  for (const character of rearranged) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Whether the letter of a Spanish DNI or NIE is that of its number. */
export function hasDniLetter(identity: string): boolean {
  const number = Number(identity.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23) === identity.slice(-1);
}

/** Whether the last two digits of a French social security number are its key. */
export function hasNirKey(digits: string): boolean {
  return 97 - Number(BigInt(digits.slice(0, 13)) % 97n) === Number(digits.slice(13));
}
