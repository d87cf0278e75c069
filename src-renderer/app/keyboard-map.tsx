import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDesk } from './desk-store.ts';
import classes from './keyboard-map.module.css';
import { shortcutGroups, shortcuts, type Shortcut } from './shortcuts.ts';

function Keys({ keys }: { readonly keys: Shortcut['keys'] }) {
  return keys.map((together) => (
    <span key={together.join('+')} className={classes.together}>
      {together.map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  ));
}

/** Every key of the desk on one sheet. */
export function KeyboardMap() {
  const { t } = useTranslation();
  const isShown = useDesk((desk) => desk.keyboardMapShown);
  const show = useDesk((desk) => desk.showKeyboardMap);
  return (
    <Modal
      opened={isShown}
      onClose={() => show(false)}
      title={t('shortcuts.title')}
      size={760}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.groups}>
        {shortcutGroups.map((group) => (
          <section key={group} className={classes.group}>
            <h3 className={classes.heading}>{t(`shortcuts.${group}`)}</h3>
            <dl className={classes.list}>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map(({ text, keys }) => (
                  <div key={text} className={classes.row}>
                    <dt>{t(`shortcuts.${text}`)}</dt>
                    <dd className={classes.keys}>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
