import type { DocumentCell } from './document-cells';

/** Returns, from 0 to 1, the share of a text that is words and numbers, not noise of a bad scan. */
export function legibilityOf(cells: readonly DocumentCell[]): number {
  const words = cells
    .slice(0, 3000)
    .flatMap((cell) => cell.text.split(/\s+/u))
    .filter((word) => word !== '');
  if (words.length === 0) return 0;
  const noise = words.filter((word) => !isOrdinary(word)).length / words.length;
  const amount = Math.min(1, 0.4 + words.length / 40);
  return amount * Math.max(0.2, Math.min(1, 1 - 2.2 * Math.max(0, noise - 0.06)));
}

function isOrdinary(word: string): boolean {
  const bare = word.replace(/^[\p{Ps}\p{Pi}"'“‘*]+|[\p{Pe}\p{Pf}.,;:!?"'”’*]+$/gu, '');
  if (bare === '' || /^[-–—•·&/+=|@%#$€£¥…_©®]{1,3}$/u.test(bare) || /^[_.\-–=]{3,}$/u.test(word)) return true;
  if (/^[$€£¥(+~<>-]*\d[\d.,:/%'’()xX-]*[%€£$)]?$/u.test(bare)) return true;
  if (/^[\w.+-]+@[\w.-]+$|^(?:https?:|www\.)/iu.test(bare)) return true;
  if (/^[\p{L}\d]+(?:[-/.&_:#][\p{L}\d]+)*$/u.test(bare)) return !isGarbled(bare);
  return /^\p{L}[\p{L}'’.-]*\p{L}$/u.test(bare) || /^\p{L}[\p{L}'’-]*\((?:s|es)\)/iu.test(bare);
}

/** Recognisers read stains as capitals amid small letters, or as long words without a vowel. */
function isGarbled(word: string): boolean {
  const letters = word.replace(/[^\p{L}]/gu, '');
  if (
    letters.length >= 5 &&
    !/[aeiouyäöüéèêàáíóúøåæ]/iu.test(letters) &&
    !/\d|[-./]/u.test(word) &&
    word !== word.toUpperCase()
  )
    return true;
  return /\p{Ll}\p{Lu}\p{Ll}.*\p{Lu}|\p{Ll}\p{Lu}{2,}\p{Ll}/u.test(word) || /\p{L}\d\p{L}\d\p{Ll}/u.test(word);
}
