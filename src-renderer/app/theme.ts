import { createTheme, Modal, Notification, Popover, Tooltip } from '@mantine/core';
import { text } from './text.ts';

/**
 * What Mantine decides in code. Colours, sizes and radii are plain CSS in theme.css: Mantine would write them through
 * `innerHTML` of a style element, which Trusted Types forbid, so its generated variables stay off (app.tsx).
 */
export const theme = createTheme({
  cursorType: 'pointer',
  components: {
    // The page itself never scrolls, and the scroll lock would write a style element without a nonce.
    Modal: Modal.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } }),
    Notification: Notification.extend({
      defaultProps: {
        closeButtonProps: {
          // Read when it is drawn: this file is read before the texts are there.
          get 'aria-label'() {
            return text.t('close');
          },
        },
      },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 500,
        withArrow: true,
        position: 'bottom',
        events: { hover: true, focus: true, touch: false },
      },
    }),
  },
});
