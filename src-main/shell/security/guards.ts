import { app, session, type Session, type WebContents } from 'electron';
import { isAppUrl, isPhoneHostUrl } from '../app-origin.ts';
import { isMicrophoneOnly } from './microphone.ts';

/** Permissions a page of ours may have. Everything else is refused, also for pages of ours. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

function guardSession(target: Session): void {
  target.setPermissionRequestHandler((webContents, permission, callback, details) => {
    const url = webContents.getURL();
    if (permission === 'media') callback(isPhoneHostUrl(url) && isMicrophoneOnly(details));
    else callback(allowedPermissions.has(permission) && isAppUrl(url));
  });
  target.setPermissionCheckHandler((webContents, permission, requestingOrigin, details) => {
    if (permission === 'media') {
      return isPhoneHostUrl(webContents?.getURL() ?? '') && isMicrophoneOnly(details);
    }
    return allowedPermissions.has(permission) && isAppUrl(requestingOrigin);
  });
  target.setDevicePermissionHandler(() => false);
}

function guardContents(contents: WebContents): void {
  const stayInside = (
    event: { preventDefault: () => void; readonly url?: string },
    url = event.url ?? '',
  ) => {
    if (!isAppUrl(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event, url) => stayInside(event, url));
  contents.on('will-redirect', (event, url) => stayInside(event, url));
  // Frames are never used: the page's own policy forbids them, this refuses whatever gets past it.
  contents.on('will-frame-navigate', (event) => stayInside(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Call once, before the first window: every session and every web contents of the app is guarded from its birth. */
export function installGuards(): void {
  app.on('session-created', guardSession);
  guardSession(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}
