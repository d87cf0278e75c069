import { useEffect } from 'react';
import { useShellState } from '../platform/shell-store.ts';
import { useFleetView } from '../fleet-map/fleet-view-store.ts';
import { phoneKeys } from '../softphone/phone-actions.ts';
import { showWall, switchTheme } from './desk-actions.ts';
import { useDesk } from './desk-store.ts';
import { commandOf, type DeskCommand } from './shortcuts.ts';
import { useTheme, type ThemeName } from './use-theme.ts';

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]'));

function runOnSelection(command: 'follow' | 'trail'): void {
  const view = useFleetView.getState();
  if (view.selectedVehicleId === null) return;
  if (command === 'follow') view.setFollowing(!view.isFollowing);
  else view.setTrailShown(!view.trailShown);
}

function run(command: DeskCommand, theme: ThemeName): void {
  const desk = useDesk.getState();
  const view = useFleetView.getState();
  switch (command) {
    case 'keyboardMap':
      return desk.showKeyboardMap(true);
    case 'theme':
      return void switchTheme(theme);
    case 'goToMap':
      return desk.goTo('map');
    case 'goToReview':
      return desk.goTo('review');
    case 'goToGeofences':
      return desk.goTo('geofences');
    case 'goToAlerts':
      return desk.goTo('alerts');
    case 'goToHours':
      return desk.goTo('hours');
    case 'goToAccuracy':
      return desk.goTo('accuracy');
    case 'goToCalls':
      return desk.goTo('calls');
    case 'goToReferrals':
      return desk.goTo('referrals');
    case 'goToSettings':
      return desk.goTo('settings');
    case 'search':
      view.setListShown(true);
      return desk.focusSearch();
    case 'toggleList':
      return view.setListShown(!view.listShown);
    case 'showWall':
      return void showWall();
    case 'follow':
    case 'trail':
      return runOnSelection(command);
    case 'togglePhone':
    case 'answerCall':
    case 'hangUpCall':
    case 'muteCall':
    case 'holdCall':
      return phoneKeys[command]();
  }
}

/** Keys that work on every screen. Mantine's Spotlight listens to its own (Ctrl+K). */
export function useGlobalKeys(): void {
  const theme = useTheme();
  const isReady = useShellState((state) => state.shell !== null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandOf({
        key: event.key,
        withControl: event.ctrlKey || event.metaKey,
        withShift: event.shiftKey,
        withAlt: event.altKey,
        inField: isField(event.target),
      });
      if (command === null || (command === 'theme' && !isReady)) return;
      event.preventDefault();
      run(command, theme);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [theme, isReady]);
}
