import { text } from './text.ts';

const cachedCountMax = 1_000;

/**
 * For short texts that are drawn hundreds of times a second, such as an age in every row: looking one up in the
 * catalogue costs more than drawing it. The answer may depend on the argument and the language only.
 */
export function cachedText<Argument extends string | number>(
  read: (argument: Argument) => string,
): typeof read {
  const known = new Map<Argument, string>();
  text.on('languageChanged', () => known.clear());
  return (argument) => {
    const found = known.get(argument);
    if (found !== undefined) return found;
    if (known.size >= cachedCountMax) known.clear();
    const fresh = read(argument);
    known.set(argument, fresh);
    return fresh;
  };
}
