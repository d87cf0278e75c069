import { useColorScheme } from '@mantine/hooks';
import { useShellState } from '../platform/shell-store.ts';

export type ThemeName = 'light' | 'dark';

/** The theme to draw now. The setting is the only truth; "as the system" follows the system while the app runs. */
export function useTheme(): ThemeName {
  const wanted = useShellState(({ shell }) => shell?.settings.theme ?? 'system');
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  return wanted === 'system' ? system : wanted;
}
