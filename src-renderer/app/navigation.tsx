import { Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconKeyboard, IconMoon, IconPhone, IconSearch, IconSun } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneKeys } from '../softphone/phone-actions.ts';
import { switchTheme } from './desk-actions.ts';
import { useDesk } from './desk-store.ts';
import classes from './navigation.module.css';
import { sections } from './sections.ts';
import { useTheme } from './use-theme.ts';

interface RailButtonProps {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly label: string;
  readonly hint?: string;
  readonly isCurrent?: boolean;
  readonly badge?: ComponentType | undefined;
  readonly onClick: () => void;
}

function RailButton({ icon: Icon, label, hint, isCurrent = false, badge: Badge, onClick }: RailButtonProps) {
  return (
    <Tooltip label={hint} position="right" disabled={hint === undefined}>
      <UnstyledButton
        className={classes.button}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onClick}
      >
        <Icon size={22} stroke={1.6} />
        <span className={classes.label}>{label}</span>
        {Badge !== undefined && <Badge />}
      </UnstyledButton>
    </Tooltip>
  );
}

function SectionButtons({ place }: { readonly place: 'top' | 'bottom' }) {
  const { t } = useTranslation();
  const current = useDesk((desk) => desk.section);
  const goTo = useDesk((desk) => desk.goTo);
  return sections
    .filter((section) => section.place === place)
    .map(({ id, icon, badge }) => (
      <RailButton
        key={id}
        icon={icon}
        label={t(`navigation.${id}`)}
        isCurrent={id === current}
        badge={badge}
        onClick={() => goTo(id)}
      />
    ));
}

/** The slim bar on the left: sections on top, what concerns the desk itself at the bottom. */
export function Navigation() {
  const { t } = useTranslation();
  const theme = useTheme();
  const showKeyboardMap = useDesk((desk) => desk.showKeyboardMap);
  const isDark = theme === 'dark';
  return (
    <nav className={classes.rail} aria-label={t('navigation.label')}>
      <SectionButtons place="top" />
      <div className={classes.space} />
      <RailButton
        icon={IconPhone}
        label={t('navigation.phone')}
        hint={t('navigation.phoneHint')}
        onClick={phoneKeys.togglePhone}
      />
      <RailButton
        icon={IconSearch}
        label={t('navigation.palette')}
        hint={t('navigation.paletteHint')}
        onClick={spotlight.open}
      />
      <RailButton
        icon={isDark ? IconSun : IconMoon}
        label={t(isDark ? 'navigation.themeToLight' : 'navigation.themeToDark')}
        hint={t(isDark ? 'navigation.themeToLightHint' : 'navigation.themeToDarkHint')}
        onClick={() => void switchTheme(theme)}
      />
      <RailButton
        icon={IconKeyboard}
        label={t('navigation.keyboard')}
        hint={t('navigation.keyboardHint')}
        onClick={() => showKeyboardMap(true)}
      />
      <SectionButtons place="bottom" />
    </nav>
  );
}
