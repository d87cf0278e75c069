/** The only origin whose pages may talk to the shell. A standard scheme, so that it has one. */
export const appScheme = 'app';
export const appHost = 'switchyard';
export const appOrigin = `${appScheme}://${appHost}`;
export const appStartUrl = `${appOrigin}/index.html`;

/** Compared by parsed parts: a prefix test would accept `app://switchyard.evil/`. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}
