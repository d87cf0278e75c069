import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { PhoneDock } from '../softphone/phone-dock.tsx';
import { Banners } from './banners.tsx';
import { CommandPalette } from './command-palette.tsx';
import { useDesk } from './desk-store.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import classes from './frame.module.css';
import { KeyboardMap } from './keyboard-map.tsx';
import { Navigation } from './navigation.tsx';
import { sections } from './sections.ts';
import { StatusBar } from './status-bar.tsx';
import { useGlobalKeys } from './use-global-keys.ts';
import { useWindowTitle } from './window-title.ts';

/**
 * Navigation, notices, one screen, the phone beside it, status bar. Screens stay mounted once they were opened, so that going to the settings
 * and back does not build the map anew; a hidden one is taken out of reach with `hidden`.
 */
export function AppFrame() {
  const { t } = useTranslation();
  const current = useDesk((desk) => desk.section);
  const opened = useDesk((desk) => desk.openedSections);
  useGlobalKeys();
  useWindowTitle('desk');
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        {t('skipToMain')}
      </a>
      <Navigation />
      <div className={classes.middle}>
        <Banners />
        <main id="main" className={classes.main} tabIndex={-1}>
          {sections
            .filter((section) => opened.includes(section.id))
            .map((section) => (
              <div key={section.id} className={classes.screen} hidden={section.id !== current}>
                <ErrorBoundary>
                  <Suspense fallback={null}>
                    <section.screen />
                  </Suspense>
                </ErrorBoundary>
              </div>
            ))}
        </main>
      </div>
      <PhoneDock />
      <StatusBar />
      <CommandPalette />
      <KeyboardMap />
    </div>
  );
}
