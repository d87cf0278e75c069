import { BrowserWindow, nativeTheme, screen } from 'electron';
import Store from 'electron-store';
import { z } from 'zod';
import { appStartUrl } from './app-origin.ts';

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(800).max(20_000),
  height: z.number().int().min(500).max(20_000),
  isMaximized: z.boolean(),
});
type WindowPlace = z.infer<typeof placeSchema>;
type Area = Omit<WindowPlace, 'isMaximized'>;

const sizeMin = { width: 1_024, height: 640 };
const sizeFirst = { width: 1_440, height: 900 };
const saveDelayMs = 500;

/** A place is only restored where enough of it can be seen: the display may have been unplugged. */
export function isVisibleOn(place: Area, workAreas: readonly Area[]): boolean {
  const visiblePixelsMin = 200;
  return workAreas.some((area) => {
    const overlapX = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
    const overlapY = Math.min(place.y + place.height, area.y + area.height) - Math.max(place.y, area.y);
    const titleBarVisible = place.y >= area.y - 10 && place.y < area.y + area.height - 50;
    return overlapX >= visiblePixelsMin && overlapY >= visiblePixelsMin && titleBarVisible;
  });
}

function rememberPlace(window: BrowserWindow, store: Store<{ main?: unknown }>): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    if (window.isDestroyed() || window.isMinimized()) return;
    store.set('main', { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelayMs);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', () => {
    clearTimeout(timer);
    save();
  });
}

/** The desk: one window, restored to its place, shown when it has something to show. */
export function createMainWindow(options: {
  readonly userDataFolder: string;
  readonly preloadPath: string;
  readonly iconPath: string;
}) {
  const store = new Store<{ main?: unknown }>({
    cwd: options.userDataFolder,
    name: 'windows',
    clearInvalidConfig: true,
  });
  const saved = placeSchema.safeParse(store.get('main'));
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const place = saved.success && isVisibleOn(saved.data, workAreas) ? saved.data : null;

  const window = new BrowserWindow({
    ...(place ? { x: place.x, y: place.y, width: place.width, height: place.height } : sizeFirst),
    minWidth: sizeMin.width,
    minHeight: sizeMin.height,
    show: false,
    title: 'Switchyard',
    icon: options.iconPath,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181c' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // The feed goes on while the window is covered: a dispatcher who comes back must not see old positions jump.
      backgroundThrottling: false,
    },
  });
  if (place?.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  rememberPlace(window, store);
  void window.loadURL(appStartUrl);
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
