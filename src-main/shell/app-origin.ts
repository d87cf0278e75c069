/** The only origin whose pages may talk to the shell. A standard scheme, so that it has one. */
export const appScheme = 'app';
export const appHost = 'switchyard';
export const appOrigin = `${appScheme}://${appHost}`;
export const appStartUrl = `${appOrigin}/index.html`;
/** The hidden page with the media of phone calls: the only one that may open a microphone. */
export const phoneHostPath = '/phone-host.html';
export const phoneHostUrl = `${appOrigin}${phoneHostPath}`;

function parseUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null; // `URL.canParse` came with Node 18.17.
  }
}

/** Compared by parsed parts: a prefix test would accept `app://switchyard.evil/`. */
export function isAppUrl(url: string): boolean {
  const parsed = parseUrl(url);
  if (parsed === null) return false;
  const { protocol, host, username, password } = parsed;
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}

export const isPhoneHostUrl = (url: string): boolean =>
  isAppUrl(url) && parseUrl(url)?.pathname === phoneHostPath;
