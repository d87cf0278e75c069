import { text } from '../app/text.ts';
import { ageText } from '../ui/age-text.ts';

/** The core tells ages to four hours; older is not told apart. */
const ageMsMax = 4 * 3_600_000;

/** "6 s", "> 4 h"; nothing where nothing was seen. */
export function ageWords(ageMs: number | null): string {
  if (ageMs === null) return '';
  return ageMs >= ageMsMax
    ? text.t('accuracy:over', { age: ageText(ageMsMax) })
    : ageText(Math.max(1_000, ageMs));
}
