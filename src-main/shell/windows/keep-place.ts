import { screen, type BrowserWindow } from 'electron';
import type { LayoutStore } from './layout-store.ts';
import { isVisibleOn, type WindowKind } from './places.ts';

const saveDelayMs = 500;
/** Docks report their displays one by one, and the system moves windows itself first. */
const displaysSettledMs = 1_500;

function watchPlace(window: BrowserWindow, kind: WindowKind, layout: LayoutStore): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    if (window.isDestroyed() || window.isMinimized()) return;
    layout.rememberPlace(kind, {
      ...window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
    });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelayMs);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('enter-full-screen', saveSoon);
  window.on('leave-full-screen', saveSoon);
  window.on('close', () => {
    clearTimeout(timer);
    save();
  });
}

/** A window that nobody can reach any more comes to the first display; otherwise it goes where it was on these ones. */
function putBack(window: BrowserWindow, kind: WindowKind, layout: LayoutStore): void {
  if (window.isDestroyed()) return;
  const place = layout.placeOf(kind);
  if (place !== null) {
    const { isMaximized, isFullScreen, ...bounds } = place;
    if (window.isFullScreen() !== isFullScreen) window.setFullScreen(isFullScreen);
    window.setBounds(bounds);
    if (isMaximized) window.maximize();
    return;
  }
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  if (isVisibleOn(window.getBounds(), workAreas)) return;
  const { x, y, width, height } = screen.getPrimaryDisplay().workArea;
  const size = window.getNormalBounds();
  window.setBounds({ x, y, width: Math.min(size.width, width), height: Math.min(size.height, height) });
}

/** Remembers where the person puts the window, per set of displays, and brings it back there when the set changes. */
export function keepPlace(window: BrowserWindow, kind: WindowKind, layout: LayoutStore): void {
  watchPlace(window, kind, layout);
  let timer: NodeJS.Timeout | undefined;
  const putBackSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => putBack(window, kind, layout), displaysSettledMs);
  };
  screen.on('display-added', putBackSoon);
  screen.on('display-removed', putBackSoon);
  window.once('closed', () => {
    clearTimeout(timer);
    screen.off('display-added', putBackSoon);
    screen.off('display-removed', putBackSoon);
  });
}
