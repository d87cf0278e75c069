/** At most a desk's and a person's. */
const tokenLengthMax = 200;

/**
 * The tokens a request shows: `Authorization: Bearer …`, and `switchyard-session` for the person at a desk that shows
 * its own token in the first. The person comes first, as a desk alone may do less.
 */
export function tokensOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): readonly string[] {
  const { authorization, 'switchyard-session': session } = headers;
  const bearer = typeof authorization === 'string' ? /^Bearer (\S+)$/i.exec(authorization)?.[1] : undefined;
  return [session, bearer].filter(
    (token): token is string => typeof token === 'string' && token !== '' && token.length <= tokenLengthMax,
  );
}
