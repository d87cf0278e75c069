// Two windows with nothing but a page: the SDK in the runtime's Chromium, without our app around it.
const { app, BrowserWindow } = require('electron');

const address = process.env.PHONE_PAGE_URL;
// No device is asked for, and an address of this machine may be a media address where there is no network at all.
for (const flag of [
  'use-fake-ui-for-media-stream',
  'use-fake-device-for-media-stream',
  'allow-loopback-in-peer-connection',
]) {
  app.commandLine.appendSwitch(flag);
}
app.setPath('userData', process.env.PHONE_USER_DATA);
void app.whenReady().then(() => {
  for (const name of ['first', 'second']) {
    const window = new BrowserWindow({
      width: 400,
      height: 300,
      webPreferences: { backgroundThrottling: false, contextIsolation: true, sandbox: true },
    });
    // eslint-disable-next-line no-restricted-syntax -- no window of the app: a page of the test's own server.
    void window.loadURL(`${address}?${name}`);
  }
});
app.on('window-all-closed', () => app.quit());
