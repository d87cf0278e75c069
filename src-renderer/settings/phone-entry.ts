/** What a person enters about the telephone account, before anybody is asked. The shell checks it again. */
export const isSid = (prefix: 'AC' | 'SK' | 'AP', entered: string): boolean =>
  new RegExp(`^${prefix}[0-9a-f]{32}$`).test(entered);

export const isIdentity = (entered: string): boolean => /^[\w.\-@+]{1,121}$/.test(entered);

/** "a, b,,a" is a and b. */
export const listOf = (entered: string): string[] => [
  ...new Set(
    entered
      .split(/[,;\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

export const areIdentities = (entered: string): boolean => listOf(entered).every(isIdentity);

/** E.164, as the telephone service writes numbers. */
export const areNumbers = (entered: string): boolean =>
  listOf(entered).every((number) => /^\+[1-9]\d{6,14}$/.test(number));
