import { cutText } from './cut-text';

test.each([
  ['whole', 5, 'whole'],
  ['longer', 5, 'long…'],
  ['a😀b😀', 4, 'a😀b😀'],
  ['a😀b😀c', 3, 'a😀…'],
])('%s in %i characters is %s', (text, length, cut) => {
  expect(cutText(text, length)).toBe(cut);
});
