import fc from 'fast-check';
import { personalDataKinds } from './personal-data';
import { redact } from './redact';

const all = (text: string) => redact(text, personalDataKinds).text;

describe('redact', () => {
  it.each([
    ['write to jo.bloggs+bills@example.co.uk.', 'write to [email 1].'],
    ['IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF', 'IBAN [iban 1] BIC COBADEFF'],
    ['IBAN: GB82WEST12345698765432\nnext line', 'IBAN: [iban 1]\nnext line'],
    ['card 4111 1111 1111 1111 exp 12/27', 'card [card 1] exp 12/27'],
    ['call +44 20 7946 0958 or 0044 20 7946 0958', 'call [phone 1] or [phone 2]'],
    ['Tel. 01865 496 0033, Fax: (01865) 496-0034', 'Tel. [phone 1], Fax: [phone 2]'],
    ['SSN 219-09-9999', 'SSN [national-id 1]'],
    ['NI number QQ 12 34 56 C, AB 12 34 56 C', 'NI number QQ 12 34 56 C, [national-id 1]'],
    ['DNI 12345678Z and NIE X1234567L', 'DNI [national-id 1] and NIE [national-id 2]'],
    ['NIR 2 55 08 14 168 025 38', 'NIR [national-id 1]'],
    ['codice fiscale RSSMRA85T10A562S', 'codice fiscale [national-id 1]'],
  ])('replaces in %j', (text, expected) => expect(all(text)).toBe(expected));

  it.each([
    'Invoice HOS-2024-0871 of 14 March 2024, total £13.17',
    'IBAN DE89 3704 0044 0532 0130 01',
    'card 4111 1111 1111 1112',
    'Order 4912345678 and item 01865 496 0033',
    'DNI 12345678A',
    '1 000 000.00 and 12 345 678 pieces',
  ])('leaves alone what only looks like it: %j', (text) => expect(all(text)).toBe(text));

  it('gives the same value the same placeholder, however it is written', () => {
    expect(all('a@b.io, c@d.io, A@B.io')).toBe('[email 1], [email 2], [email 1]');
    expect(all('GB82 WEST 1234 5698 7654 32 = GB82WEST12345698765432')).toBe('[iban 1] = [iban 1]');
  });

  it('replaces only the kinds that are asked for, and counts their values', () => {
    const text = 'a@b.io and 4111111111111111 and a@b.io';
    expect(redact(text, ['card'])).toEqual({ text: 'a@b.io and [card 1] and a@b.io', counts: { card: 1 } });
    expect(redact(text, [])).toEqual({ text, counts: {} });
  });

  it('is done once: what it leaves has nothing left to replace', () => {
    const piece = fc.oneof(
      fc.constantFrom('a@b.io', '4111111111111111', '219-09-9999', ' ', '\n', 'Tel 0123456789'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = redact(pieces.join(' '), personalDataKinds);
        expect(redact(once.text, personalDataKinds)).toEqual({ text: once.text, counts: {} });
      }),
    );
  });

  // A search that goes back and forth over such a text would not end before the test's time is up.
  it.each(['a'.repeat(200_000), '1 '.repeat(100_000), 'AB12 '.repeat(40_000), '+1 '.repeat(60_000)])(
    'comes to an end on a hostile text (%#)',
    (text) => expect(all(text)).toBe(text),
  );
});
