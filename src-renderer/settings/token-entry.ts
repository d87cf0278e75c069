export type TokenFault = 'tokenEmpty' | 'tokenShort' | 'tokenSpaces';

const lengthMin = 8;

/** What is wrong with a token as typed or pasted, before anybody is asked; `null`: it may be tried. */
export function tokenFault(entered: string): TokenFault | null {
  const token = entered.trim();
  if (token === '') return 'tokenEmpty';
  if (/\s/.test(token)) return 'tokenSpaces';
  return token.length < lengthMin ? 'tokenShort' : null;
}
