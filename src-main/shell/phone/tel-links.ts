import { app } from 'electron';
import type { Logger } from '../../core/platform/logger.ts';
import { numberOfTelLink, telLinkIn } from './tel-link.ts';

const scheme = 'tel';

/** `tel:` links of other programs, where a person has asked for it. They fill the dial pad and dial nothing. */
export function createTelLinks(deps: {
  readonly logger: Logger;
  readonly onNumber: (number: string) => void;
}) {
  app.on('open-url', (event, url) => {
    const number = numberOfTelLink(url);
    if (number === null) return;
    event.preventDefault();
    deps.onNumber(number);
  });

  // Asking the system starts a program on Linux: only a person's change, or a wish that stands, is worth it.
  let wasWanted = false;

  return {
    setWanted(isWanted: boolean) {
      if (isWanted === wasWanted) return;
      wasWanted = isWanted;
      if (app.isDefaultProtocolClient(scheme) === isWanted) return;
      const isDone = isWanted
        ? app.setAsDefaultProtocolClient(scheme)
        : app.removeAsDefaultProtocolClient(scheme);
      if (!isDone) deps.logger.warn({ isWanted }, 'the system did not let tel links be changed');
    },
    /** Windows and Linux hand a link over as an argument, of this start or of a second one. */
    take(args: readonly string[]): boolean {
      const number = telLinkIn(args);
      if (number === null) return false;
      deps.onNumber(number);
      return true;
    },
  };
}
